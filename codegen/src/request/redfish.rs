//! Redfish: an item of a collection resource stands below it by its identifier, and new items are sent to it. Metadata
//! says neither: it has an entity type `…Collection` with a navigation property `Members`. Actions of the vendor stand
//! below `Actions/Oem`, whatever they are bound to.

use crate::model::graph::Case;
use crate::model::ids::{OperationId, StructuredId};
use crate::model::{OperationKind, Type};

use super::segment::{Segment, value};
use super::walk::{Found, Walk};
use super::{Position, StepKind, Value, call};

/// The navigation property of a collection resource that leads to its items.
const MEMBERS: &str = "Members";

impl<'r> Walk<'r, '_> {
    /// `/Systems/{id}`: an item of a collection resource.
    pub(super) fn redfish_item(&mut self, segment: &Segment, id: StructuredId) -> bool {
        let passes = !segment.name.starts_with('$');
        passes && self.redfish_members(id, Some(value(&segment.text)))
    }

    /// `POST /Sessions`: a new item for a collection resource.
    pub(super) fn redfish_creation(&mut self) {
        let at = self.position().filter(|at| self.method == "POST" && !at.collection);
        if let Some(id) = at.and_then(|at| at.ty.structured()) {
            self.redfish_members(id, None);
        }
    }

    fn redfish_members(&mut self, id: StructuredId, item: Option<Value>) -> bool {
        let members = self.members();
        let is_resource = members.model.structured_type(id).name.name.ends_with("Collection");
        let Some((ty, index)) = members.navigation(id, MEMBERS, Case::Exact).filter(|_| is_resource) else {
            return false;
        };
        let Some(property) = members.model.structured_type(ty).navigation.get(index) else { return false };
        let after = Position { ty: property.ty.ty, collection: item.is_none() };
        if property.ty.collection {
            self.push(StepKind::Members { ty, index, item }, Some(after));
        }
        property.ty.collection
    }

    /// `Actions/Oem/Contoso.Ping`: an action by its qualified name, bound to something of the kind.
    pub(super) fn redfish_oem_action(&mut self, segment: &'r Segment) -> Found {
        let is_below_oem = self.ends_with_properties(["Actions", "Oem"]);
        if !is_below_oem || !segment.name.contains('.') {
            return Ok(false);
        }
        let model = self.model();
        let named = self.actions_of_vendors().filter(|id| self.is_called(*id, &segment.name, Case::Exact));
        let mut candidates: Vec<(usize, OperationId)> = named.map(|id| (0, id)).collect();
        let Some((_, first)) = candidates.first() else { return Ok(false) };
        let binding = model.operation(*first).parameters.first().and_then(|binding| binding.ty.ty.structured());
        if let Some(ty) = binding.filter(|ty| self.position().is_none_or(|at| at.ty.structured() != Some(*ty))) {
            let at = Position { ty: Type::Structured(ty), collection: false };
            self.push(StepKind::Cast { ty, implicit: true }, Some(at));
        }
        let fits = call::of_fitting_kind(&self.context(segment), &mut candidates);
        self.call_of(segment, &candidates, fits)?;
        Ok(true)
    }

    /// The names of the actions that can stand here although they are bound to something else, for suggestions.
    pub(super) fn redfish_names(&self) -> Vec<String> {
        if !self.ends_with_properties(["Actions", "Oem"]) {
            return Vec::new();
        }
        let model = self.model();
        self.actions_of_vendors().map(|id| model.full_name(&model.operation(id).name)).collect()
    }

    /// The actions that are bound to types of actions.
    fn actions_of_vendors(&self) -> impl Iterator<Item = OperationId> + use<'_, 'r> {
        let model = self.model();
        let is_action = move |id: &OperationId| {
            let operation = model.operation(*id);
            let binds_actions = operation.parameters.first().is_some_and(|binding| match binding.ty.ty {
                Type::Structured(id) => model.structured_type(id).name.name.ends_with("Actions"),
                Type::Primitive(_) | Type::Enum(_) | Type::Definition(_) | Type::Abstract(_) | Type::Unresolved => {
                    false
                }
            });
            operation.is_bound && operation.kind == OperationKind::Action && binds_actions
        };
        model.all_operations().map(|(id, _)| id).filter(is_action)
    }
}
