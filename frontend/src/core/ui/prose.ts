/** What people write in a plain box, as paragraphs and lists: a line that begins with a dash is a thing of a list. */

export type Block = { kind: "paragraph"; text: string } | { kind: "list"; lines: string[] };

const ITEM = /^\s*[-–—•*]\s+(?=\S)/;

export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let isNew = true;
  for (const line of text.replaceAll("\r\n", "\n").split("\n")) {
    const last = blocks.at(-1);
    if (!line.trim()) isNew = true;
    else if (ITEM.test(line)) {
      const item = line.replace(ITEM, "").trim();
      if (last?.kind === "list") last.lines.push(item);
      else blocks.push({ kind: "list", lines: [item] });
      isNew = false;
    } else {
      if (last?.kind === "paragraph" && !isNew) last.text += `\n${line}`;
      else blocks.push({ kind: "paragraph", text: line });
      isNew = false;
    }
  }
  return blocks;
}
