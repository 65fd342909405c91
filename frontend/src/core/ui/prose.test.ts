import { expect, test } from "vitest";
import { blocksOf } from "./prose";

test("dashes make a list, blank lines make paragraphs, and a plain line break stays", () => {
  expect(blocksOf("The work:\n- models\n– drawings\n\nFrom afar\nor here.\n\n\nWrite to us.")).toEqual([
    { kind: "paragraph", text: "The work:" },
    { kind: "list", lines: ["models", "drawings"] },
    { kind: "paragraph", text: "From afar\nor here." },
    { kind: "paragraph", text: "Write to us." },
  ]);
});

test("a dash inside a line, a lone dash and a minus are no list", () => {
  expect(blocksOf("co-op - and more\n-\n-5 °C").map((block) => block.kind)).toEqual(["paragraph"]);
});
