import { expect, test } from "vitest";
import { names } from "./names.svelte";

const settled = () => new Promise((done) => setTimeout(done, 5));

test("what a page mentions is asked for in one question, and only once", async () => {
  const asked: string[][] = [];
  const towns = names(async (ids) => (asked.push(ids), ids.map((id) => ({ id, name: id.toUpperCase() }))));
  expect([towns.of("a"), towns.of("b"), towns.of("a")]).toEqual([undefined, undefined, undefined]);
  await settled();
  expect([towns.of("a"), towns.of("b")]).toEqual(["A", "B"]);
  expect(asked).toEqual([["a", "b"]]);
});

test("more than fit into one question are asked for in several", async () => {
  const asked: string[][] = [];
  const towns = names(async (ids) => (asked.push(ids), ids.map((id) => ({ id, name: id }))), { most: 2 });
  for (const id of ["a", "b", "c"]) towns.of(id);
  await settled();
  expect(asked).toEqual([["a", "b"], ["c"]]);
});

test("what is unknown is not asked for again, what got lost is", async () => {
  let isDown = true;
  const asked: string[][] = [];
  const towns = names(async (ids) => {
    asked.push(ids);
    if (isDown) throw new Error("lost");
    return [];
  });
  towns.of("a");
  await settled();
  isDown = false;
  towns.of("a");
  await settled();
  towns.of("a");
  await settled();
  expect(asked).toEqual([["a"], ["a"]]);
});

test("another language has its own names", async () => {
  let lang = "en";
  const words = names(async (ids) => ids.map((id) => ({ id, name: `${id} in ${lang}` })), { scope: () => lang });
  words.of("a");
  await settled();
  expect(words.of("a")).toBe("a in en");
  lang = "pt";
  expect(words.of("a")).toBeUndefined();
  await settled();
  expect(words.of("a")).toBe("a in pt");
});
