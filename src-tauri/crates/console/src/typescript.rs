//! Writes the declared commands as TypeScript, beside the types that ts-rs exports.

use std::collections::BTreeSet;

use ts_rs::{Config, TS, TypeVisitor};

/// Names of the exported types that a file has to import.
struct Imports<'a>(&'a mut BTreeSet<String>);

impl TypeVisitor for Imports<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_some() {
            self.0.insert(T::ident(&Config::from_env()));
        }
        T::visit_generics(self);
    }
}

/// Adds what `T` needs.
pub(crate) fn collect<T: TS + 'static>(imports: &mut BTreeSet<String>) {
    Imports(imports).visit::<T>();
}

/// The whole file.
pub(crate) fn file(imports: &BTreeSet<String>, lines: &str) -> String {
    let imports: String = imports
        .iter()
        .map(|name| format!("import type {{ {name} }} from \"./{name}\";\n"))
        .collect();
    format!(
        "// Generated from the commands declared in Rust. Do not edit.\n{imports}\nexport type Commands = {{\n{lines}}};\n"
    )
}

#[test]
fn export_bindings_commands() {
    let folder = std::env::var("TS_RS_EXPORT_DIR").expect("set in .cargo/config.toml");
    let path = std::path::Path::new(&folder).join("commands.ts");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(path, crate::commands::typescript()).unwrap();
}
