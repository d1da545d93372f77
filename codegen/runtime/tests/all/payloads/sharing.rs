//! Types that share a struct are different types for their users.

use crate::lab::{
    AnyDevice, Closed, Counter, Device, Gauge, Labels, OldLabels, Opened, Probe, Sensor, SensorCalibrate,
};
use crate::lab_v2;
use crate::runtime::internal::{At, Client, Instance, Many, Shape, Structured};
use crate::transport::support::line;

const PAGE: &str = r##"{"value":[{"id":"1"},
    {"@odata.type":"#Lab.probe","id":"2","marker":"m"},
    {"@odata.type":"#Lab.v2.gauge","id":"3","undeclared":1},
    {"@odata.type":"#Lab.counter","id":"4","unit":"bar"}]}"##;

fn sensors(client: &Client) -> At<Many<Sensor>> {
    client.at("sensors")
}

#[test]
fn each_type_has_its_own_name_and_base() {
    let names = |ty: &'static crate::runtime::internal::TypeInfo| {
        std::iter::successors(Some(ty), |ty| ty.base).map(|ty| ty.name).collect::<Vec<_>>()
    };
    assert_eq!(names(Probe::TYPE), ["Lab.probe", "Lab.sensor", "Lab.device"]);
    assert_eq!(names(lab_v2::Gauge::TYPE), ["Lab.v2.gauge", "Lab.gauge", "Lab.device"]);
    assert_eq!(names(Counter::TYPE), ["Lab.counter", "Lab.meter", "Lab.device"]);
    assert_eq!(Probe::TYPE.properties, Device::TYPE.properties);
    assert_eq!((Probe::TYPE.immutable, Probe::TYPE.read_only), (&["id"][..], &["serial"][..]));
    let derived =
        |derived: &[crate::runtime::internal::Derived]| derived.iter().map(|one| one.info.name).collect::<Vec<_>>();
    assert_eq!(derived(Device::DERIVED), ["Lab.gauge", "Lab.meter", "Lab.sensor"]);
    assert_eq!((derived(Sensor::DERIVED), derived(Probe::DERIVED)), (vec!["Lab.probe"], vec![]));
    assert!(OldLabels::TYPE.open && Opened::TYPE.open && !Closed::TYPE.open);
}

// S3, J3, J11
#[test]
fn a_collection_of_them_is_matched() {
    let page = Many::<Device>::decode(PAGE.as_bytes()).unwrap();
    let (mut kinds, mut sent) = (Vec::new(), Vec::new());
    for device in page.value {
        let any = device.into_any().unwrap();
        kinds.push(match &any {
            AnyDevice::Device(_) => "device".to_owned(),
            AnyDevice::Probe(probe) => format!("probe {}", probe.marker.as_deref().unwrap()),
            AnyDevice::LabV2Gauge(gauge) => format!("gauge {}", gauge.id.as_deref().unwrap()),
            AnyDevice::Counter(counter) => format!("counter {}", counter.unit.as_deref().unwrap()),
            other => format!("{other:?}"),
        });
        sent.push(any.into_base());
    }
    assert_eq!(kinds, ["device", "probe m", "gauge 3", "counter bar"]);
    let came: serde_json::Value = serde_json::from_str(PAGE).unwrap();
    assert_eq!(serde_json::json!({ "value": sent }), came);
}

// J9
#[test]
fn casts_tell_them_apart() {
    let device: Instance<Device> = serde_json::from_str(r##"{"@odata.type":"#Lab.probe","id":"2"}"##).unwrap();
    assert!(device.is_a::<Probe>() && device.is_a::<Sensor>() && !device.is_a::<Gauge>());
    let device = device.cast::<Gauge>().unwrap_err().into_instance();
    let sensor = device.cast::<Sensor>().unwrap();
    assert_eq!(sensor.id.as_deref(), Some("2"));
    let probe = sensor.cast::<Probe>().unwrap();
    let sensor: Instance<Sensor> = probe.upcast();
    assert_eq!(sensor.type_name(), "Lab.probe");
    let made = Instance::from(Probe { marker: Some("m".into()), ..Default::default() });
    let text = r##"{"@odata.type":"#Lab.probe","marker":"m"}"##;
    assert_eq!(serde_json::to_string(&made.upcast::<Sensor>()).unwrap(), text);
}

#[test]
fn open_ones_keep_what_is_not_declared() {
    let text = r#"{"color":"red","size":1}"#;
    let labels: Instance<OldLabels> = serde_json::from_str(text).unwrap();
    assert_eq!(labels.color.as_deref(), Some("red"));
    assert_eq!(serde_json::to_string(&labels).unwrap(), text);
    let labels: Instance<Labels> = labels.upcast();
    let whole = r##"{"@odata.type":"#Lab.oldLabels","color":"red","size":1}"##;
    assert_eq!(serde_json::to_string(&labels).unwrap(), whole);
    let opened: Instance<Opened> = serde_json::from_str(r#"{"id":"1","size":1}"#).unwrap();
    assert_eq!((opened.id.as_deref(), opened.extras().len()), (Some("1"), 1));
}

// S6, U2, U7
#[test]
fn requests_start_at_each_of_them() {
    assert_eq!(line(|c| sensors(c).by_id("1").restart()), "POST sensors('1')/Lab.restart");
    assert_eq!(line(|c| sensors(c).by_id("1").parts().by_id("2")), "GET sensors('1')/parts('2')");
    assert_eq!(line(|c| sensors(c).newest()), "GET sensors/Lab.newest()");
    let offset = || SensorCalibrate { offset: Some(0.5) };
    assert_eq!(
        line(|c| sensors(c).by_id("1").calibrate(offset())),
        r#"POST sensors('1')/Lab.calibrate {"offset":0.5}"#
    );
    assert_eq!(
        line(|c| sensors(c).cast::<Probe>().by_id("1").calibrate(offset())),
        r#"POST sensors/Lab.probe('1')/Lab.calibrate {"offset":0.5}"#
    );
    assert_eq!(
        line(|c| c.at::<Many<Device>>("devices").create(Instance::from(Probe::default()).upcast())),
        r##"POST devices {"@odata.type":"#Lab.probe"}"##
    );
}

// U10, U13
#[test]
fn queries_and_changes_are_of_the_properties_that_they_share() {
    let selected = line(|c| sensors(c).select(|s| (s.id, s.marker)).filter(|s| s.marker.eq("m")));
    assert_eq!(selected, "GET sensors?$select=id,marker&$filter=marker%20eq%20'm'");
    let changed = line(|c| sensors(c).by_id("1").update(|s| [s.marker.set("n"), s.labels.null()]));
    assert_eq!(changed, r#"PATCH sensors('1') {"marker":"n","labels":null}"#);
    let nested = line(|c| sensors(c).expand(|s| s.parts.select(|p| p.id)));
    assert_eq!(nested, "GET sensors?$expand=parts($select=id)");
}
