//! Every correction and withdrawal of the site in the order of time.
//!
//! Takes the articles of a site. Knows nothing of how they are shown.

use crate::base::time::When;
use crate::model::site::{ArticleId, Notice, Site};

use super::registers::count;

/// All corrections and withdrawals, the oldest first.
pub fn notices(site: &Site) -> Vec<Notice> {
    let mut notices: Vec<(When, Notice)> = Vec::new();
    for (index, article) in site.articles.iter().enumerate() {
        let id = ArticleId(count(index));
        let record = &article.written.record;
        if let Some(withdrawal) = &record.withdrawn
            && !article.is_whole()
        {
            notices.push((withdrawal.at, Notice { article: id, correction: None }));
        }
        let corrections = record.corrections.iter().enumerate();
        notices.extend(corrections.map(|(at, told)| (told.at, Notice { article: id, correction: Some(at) })));
    }
    notices.sort_by_key(|(at, notice)| (*at, notice.article, notice.correction));
    notices.into_iter().map(|(_, notice)| notice).collect()
}
