//! The words that front matter has for a deal, as readers see them.

use serde::Serialize;

use crate::compile::outcome::Outcome;
use crate::compile::tally::Counts;
use crate::model::deal::{Confidence, DealKind, DealStatus, Network};

/// A word that front matter has, as readers see it.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Debug)]
pub struct WordView {
    /// In front matter and exports: `mou`.
    pub name: &'static str,
    /// For readers: `Memorandum of understanding`.
    pub text: &'static str,
}

/// A kind of deal in words.
pub fn kind_word(kind: DealKind) -> WordView {
    let text = match kind {
        DealKind::New => "New",
        DealKind::Expansion => "Expansion",
        DealKind::Renewal => "Renewal",
        DealKind::Replacement => "Replacement",
        DealKind::Trial => "Trial",
        DealKind::Mou => "Memorandum of understanding",
        DealKind::Resale => "Resale",
        DealKind::Acquisition => "Acquisition",
    };
    WordView { name: kind.name(), text }
}

/// A status in words.
pub fn status_word(status: DealStatus) -> WordView {
    let text = match status {
        DealStatus::Rumoured => "Rumoured",
        DealStatus::Bidding => "Bidding",
        DealStatus::Selected => "Selected",
        DealStatus::Signed => "Signed",
        DealStatus::Live => "Live",
        DealStatus::Completed => "Completed",
        DealStatus::Expired => "Expired",
        DealStatus::Terminated => "Terminated",
        DealStatus::Withdrawn => "Withdrawn",
    };
    WordView { name: status.name(), text }
}

/// A confidence in words.
pub fn confidence_word(confidence: Confidence) -> WordView {
    let text = match confidence {
        Confidence::Official => "Official",
        Confidence::Reported => "Reported",
        Confidence::SingleSource => "Single source",
        Confidence::Analyst => "Analyst",
    };
    WordView { name: confidence.name(), text }
}

/// A part of the network in words.
pub fn network_word(network: Network) -> WordView {
    let text = match network {
        Network::Ran => "RAN",
        Network::Core => "Core",
        Network::Transport => "Transport",
        Network::Access => "Access",
        Network::Cloud => "Cloud",
        Network::It => "IT",
        Network::Devices => "Devices",
        Network::Services => "Services",
    };
    WordView { name: network.name(), text }
}

/// A heading for what deals are to an organisation.
pub fn outcome_title(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Won => "Won",
        Outcome::Expanded => "Expanded",
        Outcome::Renewed => "Renewed",
        Outcome::Replaced => "Replaced others",
        Outcome::Bought => "Bought",
        Outcome::Partner => "Partner",
        Outcome::Lost => "Lost",
        Outcome::Displaced => "Replaced by others",
        Outcome::Ended => "Ended",
        Outcome::Withdrawn => "Called off",
        Outcome::Rumoured => "Rumoured",
        Outcome::Bidding => "Bidding",
        Outcome::Threatened => "May lose or be replaced",
    }
}

/// How many deals of a kind: `4 contracts`, `1 trial`.
pub fn kind_count(kind: DealKind, count: usize) -> String {
    let (one, many) = match kind {
        DealKind::New => ("contract", "contracts"),
        DealKind::Expansion => ("expansion", "expansions"),
        DealKind::Renewal => ("renewal", "renewals"),
        DealKind::Replacement => ("replacement", "replacements"),
        DealKind::Trial => ("trial", "trials"),
        DealKind::Mou => ("memorandum of understanding", "memoranda of understanding"),
        DealKind::Resale => ("resale agreement", "resale agreements"),
        DealKind::Acquisition => ("acquisition", "acquisitions"),
    };
    number_of(count, one, many)
}

/// `1 deal`, `2 deals`.
pub fn number_of(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// All that there is of deals: `2 deals, 1 rumoured`; none where there is nothing.
pub fn counts_in_words(counts: Counts) -> Option<String> {
    let deals = (counts.won > 0).then(|| number_of(counts.won, "deal", "deals"));
    let words: Vec<String> = deals.into_iter().chain(not_agreed(counts)).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// What there is where nothing is agreed: `1 rumoured`; none where something is, and where there is nothing.
pub fn only_reported(counts: Counts) -> Option<String> {
    let words: Vec<String> = not_agreed(counts).collect();
    (counts.won == 0 && !words.is_empty()).then(|| words.join(", "))
}

fn not_agreed(counts: Counts) -> impl Iterator<Item = String> {
    let Counts { rumoured, bidding, withdrawn, .. } = counts;
    let named = [(rumoured, "rumoured"), (bidding, "open for bids"), (withdrawn, "called off")];
    named.into_iter().filter(|(count, _)| *count > 0).map(|(count, words)| format!("{count} {words}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_agreed_is_a_deal_and_all_else_says_what_it_is() {
        let counts = |won, rumoured, bidding, withdrawn| Counts { won, rumoured, bidding, withdrawn };
        let words = |counts| (counts_in_words(counts).unwrap_or_default(), only_reported(counts));
        assert_eq!(words(counts(1, 0, 0, 0)), ("1 deal".to_owned(), None));
        assert_eq!(words(counts(2, 1, 0, 1)), ("2 deals, 1 rumoured, 1 called off".to_owned(), None));
        let open = "1 rumoured, 2 open for bids".to_owned();
        assert_eq!(words(counts(0, 1, 2, 0)), (open.clone(), Some(open)));
        assert_eq!(words(counts(0, 0, 0, 0)), (String::new(), None));
    }

    #[test]
    fn kinds_are_counted_in_words_of_their_own() {
        assert_eq!(kind_count(DealKind::New, 4), "4 contracts");
        assert_eq!(kind_count(DealKind::Mou, 2), "2 memoranda of understanding");
    }
}
