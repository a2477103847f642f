//! The words that front matter has for a deal, as readers see them.

use serde::Serialize;

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
