//! `dateline man`: the manual page, from the same table as `--help`.

use std::io;

/// Writes the manual page of a command and all its subcommands, in roff.
///
/// # Errors
/// The stream cannot be written.
pub fn render(command: clap::Command, to: &mut dyn io::Write) -> io::Result<()> {
    let page = clap_mangen::Man::new(command.clone());
    page.render(to)?;
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        let name = below.get_name().to_uppercase();
        writeln!(to, ".SH COMMAND {name}")?;
        let page = clap_mangen::Man::new(below.clone());
        page.render_synopsis_section(to)?;
        page.render_options_section(to)?;
    }
    Ok(())
}
