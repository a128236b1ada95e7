// Prints every table of a release as JSON, read from its Parquet files with hyparquet; the files have the types.
// node hyparquet.mjs RELEASE
import { readFile } from "node:fs/promises";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";

const [release] = process.argv.slice(2);
const plain = (value) => {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === "bigint" ? Number(value) : value ?? null;
};

const { resources } = JSON.parse(await readFile(`${release}/parquet/datapackage.json`, "utf8"));
const tables = {};
for (const { name, path } of resources) {
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(`${release}/parquet/${path}`) });
  tables[name] = rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, plain(value)])));
}
console.log(JSON.stringify(tables));
