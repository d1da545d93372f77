//! How strictly, and within which limits, a body is read.

/// How strictly a body is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecodeOptions {
    /// Whether a null is accepted for a property that the schema declares not nullable. It is
    /// kept as a null then.
    pub tolerate_null: bool,
    /// How many bytes of memory the decoded values of one body may take. `None` is the default: 256 MiB, or 8 times the
    /// length of the body where that is more.
    pub memory_limit: Option<usize>,
    /// Whether a value that is not of the declared type is kept as it came ([`DecodeOptions::lenient`]).
    pub lenient: bool,
    /// How many such values a body may have. `None` is the default: 10,000.
    pub misfit_limit: Option<usize>,
}

/// How many values of a body may be kept that are not of the declared type, unless the options say otherwise.
const MISFITS: usize = 10_000;

/// How long the JSON text of such a value may be, in bytes: 1 MiB.
pub(crate) const MISFIT_LENGTH: usize = 1 << 20;

impl DecodeOptions {
    /// Keeps a value that is not of the declared type, where others fail: an empty string for an `Edm.Guid`, an object for a
    /// collection. By default it is an error.
    ///
    /// Its field is `None`, or the collection is without that item. The value is kept as it came, so that the instance is
    /// encoded as it came until the field is set. [`Instance::misfits`](crate::Instance::misfits) lists what did not fit;
    /// [`ClientBuilder::on_misfit`](crate::ClientBuilder::on_misfit) reports it. Nulls are accepted everywhere, too.
    ///
    /// A body that is not an object where one is expected is kept whole, in an instance that holds nothing else.
    ///
    /// What cannot be kept stays an error: a body that is not JSON or null, an entity that is wrapped in an object with the
    /// member `value`, a collection without its items, a single value that is not of its type, a member that comes twice, and
    /// control information of a page that cannot be read. A body may have 10,000 values that do not fit
    /// ([`limiting_misfits`](Self::limiting_misfits)), of at most 1 MiB each. They count towards the
    /// [memory](Self::limiting_memory) of the body.
    ///
    /// An [`Expanded`](crate::Expanded) value is decoded on demand, with the options that are given to
    /// [`decode_with`](crate::Expanded::decode_with).
    ///
    /// ```
    /// # use odata_runtime::private::{Field, Ref, Slot, TypeInfo};
    /// # use odata_runtime::Structured;
    /// # #[derive(Default)]
    /// # pub struct City { pub name: Option<String>, pub population: Option<i64> }
    /// # impl Structured for City {
    /// #     type Fields<P: odata_runtime::query::Path> = odata_runtime::private::query::NoFields;
    /// #     const TYPE: &'static TypeInfo =
    /// #         &TypeInfo { name: "Sample.City", properties: &["Name", "Population"], ..TypeInfo::EMPTY };
    /// #     fn slot(&mut self, index: usize) -> Slot<'_> {
    /// #         match index { 0 => self.name.slot(), 1 => self.population.slot(), _ => Slot::None }
    /// #     }
    /// #     fn get(&self, index: usize) -> Ref<'_> {
    /// #         match index { 0 => self.name.get(), 1 => self.population.get(), _ => Ref::None }
    /// #     }
    /// # }
    /// use odata_runtime::{DecodeOptions, Shape};
    ///
    /// let text = r#"{"Name":"Ulm","Population":"many"}"#;
    /// let city = City::decode_with(text.as_bytes(), DecodeOptions::lenient())?;
    /// assert_eq!((city.name.as_deref(), city.population), (Some("Ulm"), None));
    /// let misfits = city.misfits();
    /// assert_eq!(misfits[0].path(), "$.Population");
    /// assert_eq!(misfits[0].expected(), "Edm.Int64");
    /// assert_eq!(misfits[0].json().get(), r#""many""#);
    /// assert_eq!(serde_json::to_string(&city)?, text);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn lenient() -> Self {
        Self { lenient: true, tolerate_null: true, ..Self::default() }
    }

    /// Sets how many values of a body may be kept that are not of the declared type. One more is an error.
    ///
    /// ```
    /// use odata_runtime::{DecodeOptions, Many, Shape, Value};
    ///
    /// let body = br#"{"value": [1, "a", "b"]}"#;
    /// assert!(Many::<Value<i64>>::decode_with(body, DecodeOptions::lenient()).is_ok());
    /// assert!(Many::<Value<i64>>::decode_with(body, DecodeOptions::lenient().limiting_misfits(1)).is_err());
    /// ```
    #[must_use]
    pub fn limiting_misfits(mut self, count: usize) -> Self {
        self.misfit_limit = Some(count);
        self
    }

    pub(crate) fn misfits(&self) -> usize {
        self.misfit_limit.unwrap_or(MISFITS)
    }

    /// Accepts a null for a property that the schema declares not nullable.
    ///
    /// ```
    /// use odata_runtime::DecodeOptions;
    ///
    /// assert!(DecodeOptions::default().tolerating_null().tolerate_null);
    /// ```
    #[must_use]
    pub fn tolerating_null(mut self) -> Self {
        self.tolerate_null = true;
        self
    }

    /// Sets how many bytes of memory the decoded values of one body may take.
    ///
    /// A value takes more memory than its text: an empty object of a type with a hundred properties is two bytes of JSON and
    /// a thousand bytes of memory. The decoder counts what it allocates, and ends with an error before it takes more than
    /// this. Two things are not counted: the body, and a copy of the one text that is being read.
    ///
    /// Each decoding has a budget of its own: a page, an [`Expanded`](crate::Expanded) value, an
    /// [`Instance`](crate::Instance) that a deserializer of serde's reads. A `Vec<Instance<T>>` that serde reads has no
    /// limit as a whole; a [`Page`](crate::Page) has one.
    ///
    /// ```
    /// use odata_runtime::{DecodeOptions, Many, Shape, Value};
    ///
    /// let body = br#"{"value": ["a", "b", "c"]}"#;
    /// let error = Many::<Value<String>>::decode_with(body, DecodeOptions::default().limiting_memory(100)).unwrap_err();
    /// assert_eq!(error.path(), "$.value");
    /// assert_eq!(error.memory_limit(), Some(100));
    /// ```
    #[must_use]
    pub fn limiting_memory(mut self, bytes: usize) -> Self {
        self.memory_limit = Some(bytes);
        self
    }
}
