//! Amounts of money: as a source said them, and exact where they can be counted.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// An amount as a source said it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Money {
    /// As it is printed: what the source said.
    pub text: String,
    /// The amount in whole units of the currency (`6600000000`); none for `multi-billion` and for what
    /// is undisclosed.
    pub amount: Option<Decimal>,
    /// The currency as an ISO 4217 code; none where the source names none that is known.
    pub currency: Option<String>,
    /// What sort of amount it is.
    pub basis: Basis,
    /// Who says so: a name or an address.
    pub source: Option<String>,
}

/// What sort of amount a source gives.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub enum Basis {
    /// The value of the contract, as its parties say; the only one that is added up.
    #[default]
    Contract,
    /// The most that it may come to.
    UpTo,
    /// Somebody's estimate.
    Estimate,
    /// Reported, by no party to it.
    Reported,
    /// The customer's whole capital spending, of which this is a part.
    Capex,
    /// Said to be undisclosed.
    Undisclosed,
}

impl Basis {
    /// All of them with their names in front matter.
    pub const NAMES: &[(&str, Self)] = &[
        ("contract", Self::Contract),
        ("up-to", Self::UpTo),
        ("estimate", Self::Estimate),
        ("reported", Self::Reported),
        ("capex", Self::Capex),
        ("undisclosed", Self::Undisclosed),
    ];

    /// Its name in front matter, templates and exports.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, basis)| *basis == self).map_or("contract", |(name, _)| name)
    }
}
