//! An SVG drawing as text.
//!
//! Takes shapes with places in tenths of a unit, gives well-formed XML. Knows no numbers of anybody.

/// The width of every drawing, in units.
pub(super) const WIDTH: i64 = 400;
/// The size of its text. On a page 390 pixels wide a drawing is at least 350 wide.
pub(super) const TEXT: i64 = 13;

/// A drawing. All places are tenths of a unit.
#[derive(Default)]
pub(super) struct Drawing {
    out: String,
}

/// How a text is set at its place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Drawing {
    /// Anything that is written as tags.
    pub(super) fn push(&mut self, tags: &str) {
        self.out.push_str(tags);
    }

    /// A straight line.
    pub(super) fn line(&mut self, class: &str, from: (i64, i64), to: (i64, i64)) {
        let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(place);
        self.push(&format!("<line class=\"{class}\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"currentColor\"/>"));
    }

    /// A rectangle.
    pub(super) fn rect(&mut self, class: &str, at: (i64, i64), size: (i64, i64)) {
        let [x, y, width, height] = [at.0, at.1, size.0, size.1].map(place);
        self.push(&format!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
        ));
    }

    /// A small square around a point.
    pub(super) fn square(&mut self, class: &str, at: (i64, i64), half: i64) {
        let [x, y, side] = [at.0 - half, at.1 - half, 2 * half].map(place);
        self.push(&format!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{side}\" height=\"{side}\" stroke=\"currentColor\"/>"
        ));
    }

    /// A line through points.
    pub(super) fn polyline(&mut self, class: &str, points: &[(i64, i64)]) {
        let points: Vec<String> =
            points.iter().map(|(x, y)| format!("{},{}", place(*x), place(*y))).collect();
        let points = points.join(" ");
        self.push(&format!(
            "<polyline class=\"{class}\" points=\"{points}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" stroke-linejoin=\"round\"/>"
        ));
    }

    /// A text; its place is on its base line.
    pub(super) fn text(&mut self, class: &str, anchor: Anchor, at: (i64, i64), text: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let [x, y] = [at.0, at.1].map(place);
        self.push(&format!("<text class=\"{class}\" x=\"{x}\" y=\"{y}\"{anchor}>"));
        escape(&mut self.out, text);
        self.push("</text>");
    }

    /// The whole drawing. Its height is in tenths; `label` is for those who do not see it.
    pub(super) fn finish(self, class: &str, height: i64, label: &str) -> String {
        let height = place(height);
        let mut out = format!(
            "<svg class=\"chart {class}\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" font-size=\"{TEXT}\" fill=\"currentColor\" role=\"img\" aria-label=\""
        );
        escape(&mut out, label);
        out.push_str("\">");
        out.push_str(&self.out);
        out.push_str("</svg>");
        out
    }
}

/// Tenths of a unit as a number.
pub(super) fn place(tenths: i64) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, tenth) = (tenths.abs() / 10, tenths.abs() % 10);
    if tenth == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{tenth}") }
}

/// Text for an element or an attribute; what XML does not allow is left out (XML 1.0, 2.2).
fn escape(out: &mut String, text: &str) {
    for ch in text.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            _ if ch.is_control() || matches!(ch, '\u{FFFE}' | '\u{FFFF}') => {}
            _ => out.push(ch),
        }
    }
}

/// How wide a text will be at most in a usual typeface, in tenths.
pub(super) fn width(text: &str) -> i64 {
    text.chars().map(wide).sum()
}

fn wide(ch: char) -> i64 {
    match ch {
        'i' | 'j' | 'l' | 't' | 'f' | 'I' | '.' | ',' | ' ' | '\'' | '’' | ':' | '|' => 45,
        'm' | 'w' | 'M' | 'W' | '%' | '—' | '…' | '−' | '+' | '=' | '<' | '>' => 125,
        'A'..='Z' => 95,
        '\u{0}'..='\u{36F}' | '–' => 80,
        '\u{370}'..='\u{10FF}' => 95,
        _ => 130,
    }
}

/// The text, cut off with `…` where it is wider than this.
pub(super) fn cut(text: &str, most: i64) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut left = most - wide('…');
    let fits = |ch: &char| {
        left -= wide(*ch);
        left >= 0
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{}…", kept.trim_end())
}
