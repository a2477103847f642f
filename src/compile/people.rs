//! Who a person was when: the post that an article prints.
//!
//! Takes what an article says and what the person's file says; gives the post then. Must not know pages.

use jiff::civil::Date;

use crate::base::name::NameKey;
use crate::base::time::PartialDate;
use crate::model::profile::{PersonProfile, PersonRole};

/// A post and where it is, each as printed.
pub type Post<'a> = (Option<&'a str>, Option<&'a str>);

/// The post that is printed beside a name: as the article says it, else as the person's file has it
/// for that day. Where the article only says the organisation, it is the post there.
pub fn post_then<'a>(written: Post<'a>, profile: Option<&'a PersonProfile>, day: Date) -> Post<'a> {
    let (None, organisation) = written else { return written };
    let Some(profile) = profile else { return written };
    let there = |role: &&PersonRole| match (organisation, &role.organisation) {
        (Some(one), Some(other)) => NameKey::of_organisation(one) == NameKey::of_organisation(other),
        (Some(_), None) => false,
        (None, _) => true,
    };
    match held(&profile.roles, day).filter(there).last() {
        Some(role) => (Some(&role.title), organisation.or(role.organisation.as_deref())),
        None => written,
    }
}

/// The posts held on a day, the one that began last at the end; of those that began together, the
/// last of the file is the last.
fn held(roles: &[PersonRole], day: Date) -> impl Iterator<Item = &PersonRole> {
    let date = |text: &Option<String>| text.as_deref().and_then(PartialDate::read);
    let mut held: Vec<(Option<PartialDate>, &PersonRole)> = Vec::new();
    for role in roles {
        let (from, to) = (date(&role.from), date(&role.to));
        // A year or month counts whole.
        if from.is_none_or(|from| from.first_day() <= day) && to.is_none_or(|to| day <= to.last_day()) {
            held.push((from, role));
        }
    }
    held.sort_by_key(|(from, _)| *from);
    held.into_iter().map(|(_, role)| role)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(title: &str, organisation: &str, from: &str, to: &str) -> PersonRole {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        PersonRole {
            title: title.to_owned(),
            organisation: text(organisation),
            from: text(from),
            to: text(to),
        }
    }

    #[test]
    fn the_post_is_the_one_of_the_day() {
        let roles = vec![
            role("Reporter", "", "", "2018"),
            role("Chief executive", "Nokia Shanghai Bell", "2018-06", ""),
            role("President", "Nokia Greater China", "2020-05-01", "2020-12"),
        ];
        let profile = PersonProfile { roles, ..PersonProfile::default() };
        let at = |day: &str, written: Post<'static>| {
            let (role, organisation) = post_then(written, Some(&profile), day.parse().unwrap());
            format!("{}, {}", role.unwrap_or("-"), organisation.unwrap_or("-"))
        };
        assert_eq!(at("2010-01-01", (None, None)), "Reporter, -");
        assert_eq!(at("2018-12-31", (None, None)), "Chief executive, Nokia Shanghai Bell");
        assert_eq!(at("2020-06-16", (None, None)), "President, Nokia Greater China");
        assert_eq!(at("2021-01-01", (None, None)), "Chief executive, Nokia Shanghai Bell");
        assert_eq!(
            at("2020-06-16", (None, Some("nokia shanghai bell"))),
            "Chief executive, nokia shanghai bell"
        );
        assert_eq!(at("2020-06-16", (None, Some("ZTE"))), "-, ZTE");
        assert_eq!(at("2020-06-16", (Some("Guest"), None)), "Guest, -");
        assert_eq!(post_then((None, None), None, Date::MIN), (None, None));
    }

    #[test]
    fn without_dates_the_last_post_of_the_file_is_printed() {
        let roles = vec![role("Reporter", "", "", ""), role("Editor", "", "", "")];
        let profile = PersonProfile { roles, ..PersonProfile::default() };
        assert_eq!(post_then((None, None), Some(&profile), Date::MIN), (Some("Editor"), None));
    }
}
