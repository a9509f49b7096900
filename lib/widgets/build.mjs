// One bundle a widget: built from src/ into the package, so that no user needs Node; with --check only compared.
import { build } from "esbuild";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const isCheck = process.argv.includes("--check");
const shared = {
  absWorkingDir: here("."),
  bundle: true,
  target: "es2022",
  charset: "utf8",
  banner: { js: "// Built from lib/widgets/src by `poe widgets`; change it there." },
  write: !isCheck,
};
const widgets = await build({
  ...shared,
  entryPoints: ["worksheet", "practice", "document_form", "what_if", "what_if_redesign", "hand_in", "own_data", "drawing", "editor"].map((name) => ({
    in: name === "editor" ? "src/editor/widget.js" : `src/${name}.js`,
    out: name,
  })),
  outdir: here("../peakend/forms/bundles"),
  format: "esm",
});
// The course's pages and slides are opened from a disk, where browsers load no modules.
const course = await build({
  ...shared,
  entryPoints: [{ in: "src/course/main.js", out: "course" }],
  outdir: here("../../course/peakend_course/static"),
  format: "iife",
});
// The editor as a page: with the reader of YAML in it, and small, since it travels in one file.
const page = await build({
  ...shared,
  entryPoints: [{ in: "src/page/main.js", out: "editor_page" }],
  outdir: here("../../course/peakend_course/templates"),
  format: "iife",
  minify: true,
  legalComments: "eof",
});

const lesson = await build({
  ...shared,
  entryPoints: [{ in: "src/lesson/entry.js", out: "lesson" }],
  outdir: here("../../labs/peakend_labs/workspace/labextensions/peakend-lesson/static"),
  format: "iife",
  loader: { ".css": "text" },
});

const all = [widgets, lesson, course, page].flatMap(({ outputFiles }) => outputFiles ?? []);
for (const file of isCheck ? all : []) {
  const committed = await readFile(file.path, "utf8").catch(() => "");
  if (committed.replaceAll("\r\n", "\n") !== file.text) {
    console.error(`${file.path} is not what its sources build. Run: poe widgets`);
    process.exitCode = 1;
  }
}
