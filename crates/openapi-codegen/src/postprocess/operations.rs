//! Finds each operation in generated code, and mends those of which progenitor was told something else.

use std::collections::{BTreeSet, HashMap};

use syn::{Attribute, Expr, Ident, ImplItem, Item, ItemImpl, ItemMod};

use super::{UnexpectedShape, answers, methods, parameters, raw_bodies, type_name};
use crate::seams::{OperationSeams, Seams};

/// Mends every operation that has seams. `types` gets the types that this needs; `taken` are the names of those it has.
pub(super) fn rewrite(
    items: &mut [Item],
    types: &mut ItemMod,
    mut taken: BTreeSet<String>,
    seams: &Seams,
) -> Result<(), UnexpectedShape> {
    let builders = items.iter_mut().find_map(|item| match item {
        Item::Mod(module) if module.ident == "builder" => module.content.as_mut(),
        _ => None,
    });
    let Some((_, builders)) = builders else {
        return if seams.is_empty() {
            Ok(())
        } else {
            Err(UnexpectedShape::new("module `builder`"))
        };
    };
    for item in builders.iter_mut() {
        if let Item::Impl(operation) = item {
            answers::order(operation);
            methods::rewrite(operation);
        }
    }
    let names = operations_by_line(builders);
    for ((method, template), operation) in seams {
        let line = format!("Sends a `{method}` request to `{template}`");
        let name = names
            .get(&line)
            .ok_or_else(|| UnexpectedShape::new(format!("operation that {line:?}")))?;
        rewrite_operation(builders, types, &mut taken, name, operation)?;
    }
    Ok(())
}

fn rewrite_operation(
    builders: &mut [Item],
    types: &mut ItemMod,
    taken: &mut BTreeSet<String>,
    name: &Ident,
    seams: &OperationSeams,
) -> Result<(), UnexpectedShape> {
    let OperationSeams {
        body,
        success,
        errors,
        deep_objects,
        cookies,
    } = seams;
    if let Some(body) = body {
        raw_bodies::rewrite(builders, name, body)?;
    }
    for item in builders {
        if let Item::Impl(operation) = item
            && type_name(&operation.self_ty) == Some(name)
            && operation.trait_.is_none()
        {
            answers::rewrite(operation, types, taken, success.as_ref(), errors.as_ref())?;
            parameters::rewrite(operation, deep_objects, cookies)?;
        }
    }
    Ok(())
}

/// The name of each operation's builder, by the line of documentation with which its `send` says what it sends.
fn operations_by_line(builders: &[Item]) -> HashMap<String, Ident> {
    let mut names = HashMap::new();
    for item in builders {
        if let Item::Impl(operation) = item
            && let Some(line) = line_of(operation)
            && let Some(name) = type_name(&operation.self_ty)
        {
            names.insert(line, name.clone());
        }
    }
    names
}

fn line_of(operation: &ItemImpl) -> Option<String> {
    operation.items.iter().find_map(|item| match item {
        ImplItem::Fn(function) if function.sig.ident == "send" => {
            function.attrs.iter().find_map(documentation)
        }
        _ => None,
    })
}

fn documentation(attribute: &Attribute) -> Option<String> {
    let documentation = attribute.meta.require_name_value().ok()?;
    match &documentation.value {
        Expr::Lit(literal) => match &literal.lit {
            syn::Lit::Str(text) => Some(text.value().trim().to_owned()),
            _ => None,
        },
        _ => None,
    }
}
