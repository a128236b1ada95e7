// Prints every table of a release as JSON, read from its CSV files with a package of npm, each column of the type that
// datapackage.json gives it. node csv.mjs csv-parse|papaparse RELEASE
import { readFile } from "node:fs/promises";

const [tool, release] = process.argv.slice(2);
const parsers = {
  "csv-parse": async (text) => (await import("csv-parse/sync")).parse(text, { columns: true }),
  papaparse: async (text) => (await import("papaparse")).default.parse(text, { header: true, skipEmptyLines: true }).data,
};
const cast = { string: String, number: Number, integer: Number, date: (text) => new Date(`${text}T00:00Z`) };
const plain = (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value);

const { resources } = JSON.parse(await readFile(`${release}/datapackage.json`, "utf8"));
const tables = {};
for (const { name, path, schema } of resources) {
  const rows = await parsers[tool](await readFile(`${release}/${path}`, "utf8"));
  const columns = schema.fields.map((field) => [field.name, cast[field.type]]);
  const typed = (row) => columns.map(([column, to]) => [column, row[column] === "" ? null : plain(to(row[column]))]);
  tables[name] = rows.map((row) => Object.fromEntries(typed(row)));
}
console.log(JSON.stringify(tables));
