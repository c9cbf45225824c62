//! Path templates: what is left of them without the names of their parameters, and which one takes requests from another.

/// What stands for a parameter in an erased template. Braces can not stand there otherwise.
pub(crate) const HOLE: &str = "{}";

/// The template with the names of its parameters erased: `/pets/{id}` gives `/pets/{}`.
pub(crate) fn erase(template: &str) -> String {
    let mut erased = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((_, behind)) = after.split_once('}') else {
            break;
        };
        erased.push_str(before);
        erased.push_str(HOLE);
        rest = behind;
    }
    erased.push_str(rest);
    erased
}

/// The names of the parameters in the order in which they stand.
pub(crate) fn names(template: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = template;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else {
            break;
        };
        names.push(name);
        rest = behind;
    }
    names
}

/// The values that the parameters of `template` have in the requests of `concrete`: for each parameter its text, or none
/// where `concrete` has a parameter as well. None at all unless every request of `concrete` fits `template` and
/// `concrete` is the more concrete one. Both are erased.
pub(crate) fn taken<'c>(concrete: &'c str, template: &str) -> Option<Vec<Option<&'c str>>> {
    if concrete == template || concrete.split('/').count() != template.split('/').count() {
        return None;
    }
    let mut values = Vec::new();
    for (own, general) in concrete.split('/').zip(template.split('/')) {
        if own == general {
            values.extend(general.matches(HOLE).map(|_| None));
            continue;
        }
        // Where a segment has several parameters, which text belongs to which is open; such paths take nothing over.
        let (before, after) = general.split_once(HOLE)?;
        let value = own.strip_prefix(before)?.strip_suffix(after)?;
        if value.is_empty() || value.contains(HOLE) || after.contains(HOLE) {
            return None;
        }
        values.push(Some(value));
    }
    values.iter().any(Option::is_some).then_some(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_erased() {
        assert_eq!(erase("/pets/{id}/toys/{toy}.json"), "/pets/{}/toys/{}.json");
        assert_eq!(erase("/pets"), "/pets");
        assert_eq!(names("/pets/{id}/toys/{toy}.json"), ["id", "toy"]);
    }

    #[test]
    fn concrete_paths_take_over() {
        assert_eq!(taken("/pets/mine", "/pets/{}"), Some(vec![Some("mine")]));
        assert_eq!(
            taken("/pets/{}/toys/best", "/pets/{}/toys/{}"),
            Some(vec![None, Some("best")])
        );
        assert_eq!(taken("/a.json", "/{}.json"), Some(vec![Some("a")]));
        assert_eq!(taken("/pets/{}", "/pets/{}"), None);
        assert_eq!(taken("/pets/{}", "/pets/mine"), None);
        assert_eq!(taken("/pets/mine/toys", "/pets/{}"), None);
        assert_eq!(taken("/pets/", "/pets/{}"), None);
        assert_eq!(taken("/cats/mine", "/pets/{}"), None);
    }
}
