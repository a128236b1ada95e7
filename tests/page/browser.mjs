// Opens a page of a release in headless Chromium, uses it, and prints as JSON what was seen.
// node browser.mjs CHROMIUM URL HOSTILE LARGE
// HOSTILE is a page whose texts are attacks and very long words, LARGE one that does not show all of its release.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [executablePath, url, hostile, large] = process.argv.slice(2);
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const quiet = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"];
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", ...quiet] });
const seen = { requests: [], console: [], violations: {}, overflow: {} };

async function open(options, address = url) {
  const page = await (await browser.newContext(options)).newPage();
  page.on("request", (request) => seen.requests.push(request.url()));
  page.on("console", (message) => seen.console.push(message.text()));
  page.on("pageerror", (error) => seen.console.push(String(error)));
  await page.goto(address);
  return page;
}

const shown = (page, list) => page.locator(`#${list} .records > li:visible`).evaluateAll((all) => all.map((li) => li.id));

const desktop = await open({ viewport: { width: 1280, height: 900 } });
seen.all = { figures: await shown(desktop, "figures"), statements: await shown(desktop, "statements") };
await desktop.fill("[name=q]", "MISPRINT 80");
seen.searched = { figures: await shown(desktop, "figures"), statements: await shown(desktop, "statements") };
seen.found = await desktop.textContent("#found");
await desktop.fill("[name=q]", "antonio");
seen.accents = await shown(desktop, "statements");
await desktop.click("button[type=reset]");
await desktop.waitForFunction(() => !document.querySelector(".record[hidden]"));
await desktop.check("[name=doubt]");
seen.contested = await shown(desktop, "figures");
await desktop.uncheck("[name=doubt]");
await desktop.selectOption("[name=who]", "per-guterres");
seen.byGuterres = await shown(desktop, "statements");
await desktop.selectOption("[name=who]", "");
await desktop.selectOption("[name=sort]", "largest");
seen.largest = await shown(desktop, "figures");
await desktop.locator(".mark").first().focus();
await desktop.keyboard.press("Enter");
// The browser tells the page of its new address in a task of its own.
await desktop.locator(".record:target details[open]").waitFor({ timeout: 5000 }).catch(() => {});
seen.named = await desktop.getByRole("link", { name: "about 7,000,000,000, 2010, the world", exact: false }).count();
seen.opened = await desktop.locator(".record:target details[open]").evaluateAll((all) => all.map((d) => d.parentElement.id));
await desktop.fill("[name=q]", "nothing has these words");
const filtered = await desktop.locator(".record:target:visible").count();
await desktop.locator(".mark").first().click();
seen.again = [filtered, await desktop.locator(".record:target details[open]:visible").count()];
await desktop.fill("[name=q]", "7000000000");
seen.bare = await shown(desktop, "figures");
await desktop.fill("[name=q]", "7,000,000,000");
seen.parted = await shown(desktop, "figures");
await desktop.click("button[type=reset]");
await desktop.locator(".skip").focus();
seen.skip = await desktop.evaluate(() => document.activeElement.getBoundingClientRect().left >= 0);

const linked = await open({}, `${url}#src-page`);
await linked.locator(":target details[open]").waitFor();
seen.linked = await linked.evaluate(() => {
  const target = document.querySelector(":target");
  const { top } = target.getBoundingClientRect();
  return { id: target.id, open: target.querySelector("details").open, visible: top >= 0 && top < innerHeight };
});
const plain = await open({ javaScriptEnabled: false });
seen.withoutScript = { form: await plain.locator("#filter").isVisible(), figures: (await shown(plain, "figures")).length };

for (const colorScheme of ["light", "dark"]) {
  const page = await open({ colorScheme, bypassCSP: true, viewport: { width: 375, height: 812 } });
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run(document));
  seen.violations[colorScheme] = violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
  seen.rules = passes.length;
}

const widths = [320, 360, 390, 768, 1280];
for (const address of [url, hostile]) {
  const page = await open({}, address);
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    seen.overflow[`${address === url ? "tiny" : "hostile"} at ${width}`] = over;
  }
}
const paper = await open({ colorScheme: "dark" });
await paper.emulateMedia({ media: "print", colorScheme: "dark" });
seen.paper = await paper.evaluate(() => {
  const { color, backgroundColor } = getComputedStyle(document.body);
  const link = getComputedStyle(document.querySelector(".kicker")).color;
  const { breakInside } = getComputedStyle(document.querySelector(".story section"));
  return { color, backgroundColor, link, breakInside, form: document.getElementById("filter").checkVisibility() };
});
await open({}, `${url}#100%`);

const printed = (page) => page.locator("#figures .story").evaluateAll((all) => all.filter((story) => story.checkVisibility()).length);
const events = await open({});
const before = await printed(events);
await events.evaluate(() => dispatchEvent(new Event("beforeprint")));
const during = await printed(events);
await events.evaluate(() => dispatchEvent(new Event("afterprint")));
seen.printed = [before, during, await printed(events)];
await plain.emulateMedia({ media: "print" });
seen.printedWithoutScript = await printed(plain);

const part = await open({}, large);
seen.foundOfLarge = await part.textContent("#found");
await browser.close();
console.log(JSON.stringify(seen));
