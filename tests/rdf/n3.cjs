// Turtle on standard input, by N3.js, as N-Triples: node n3.cjs with NODE_PATH where `.ci/run` puts npm's packages.
const { Parser, Writer } = require("n3");
const turtle = require("node:fs").readFileSync(0, "utf-8");
process.stdout.write(new Writer({ format: "N-Triples" }).quadsToString(new Parser({ format: "text/turtle" }).parse(turtle)));
