//! The table that the bench prints.

/// Rows of: what, measured, beside it (plain SQLite where nothing else is said), ratio, goal.
#[derive(Default)]
pub(crate) struct Table(Vec<[String; 5]>);

impl Table {
    /// A rate, beside the same done by plain SQLite: more is better.
    pub(crate) fn rate(&mut self, what: &str, unit: &str, ours: f64, plain: f64, goal: &str) {
        self.0.push([
            what.to_owned(),
            format!("{ours:.0} {unit}/s"),
            format!("{plain:.0} {unit}/s"),
            format!("{:.2}", ours / plain),
            goal.to_owned(),
        ]);
    }

    /// A figure beside something else: measured, that, ratio.
    pub(crate) fn compare(&mut self, what: &str, [ours, beside, ratio]: [String; 3], goal: &str) {
        self.0
            .push([what.to_owned(), ours, beside, ratio, goal.to_owned()]);
    }

    /// Times in milliseconds (p50 and p95), beside the same done by plain SQLite (p95): less is better.
    pub(crate) fn times(&mut self, what: &str, (p50, p95): (f64, f64), plain: Option<f64>, goal: &str) {
        self.0.push([
            what.to_owned(),
            format!("p50 {p50:.2} ms, p95 {p95:.2} ms"),
            plain.map_or_else(String::new, |plain| format!("p95 {plain:.2} ms")),
            plain.map_or_else(String::new, |plain| format!("{:.2}", p95 / plain)),
            goal.to_owned(),
        ]);
    }

    /// A figure without a counterpart.
    pub(crate) fn note(&mut self, what: &str, figure: &str, goal: &str) {
        self.0.push([
            what.to_owned(),
            figure.to_owned(),
            String::new(),
            String::new(),
            goal.to_owned(),
        ]);
    }

    /// Prints it, aligned.
    pub(crate) fn print(&self) {
        let head = ["what", "measured", "plain SQLite, or named", "ratio", "goal"].map(str::to_owned);
        let rows: Vec<&[String; 5]> = std::iter::once(&head).chain(&self.0).collect();
        let width = |column: usize| {
            rows.iter()
                .map(|row| row[column].chars().count())
                .max()
                .unwrap_or(0)
        };
        let widths: [usize; 5] = std::array::from_fn(width);
        for row in rows {
            let cells: Vec<String> = row
                .iter()
                .zip(widths)
                .map(|(cell, width)| format!("{cell:<width$}"))
                .collect();
            println!("{}", cells.join("  ").trim_end());
        }
    }
}
