/** Names by id: what one page mentions is asked for together, remembered, and there when it comes. */
import { SvelteMap } from "svelte/reactivity";

type Named = { id: string; name: string };

/** `find` answers for at most `most` ids at once; `scope` says what else a name depends on, such as the language. */
export function names(find: (ids: string[]) => Promise<Named[]>, { most = 100, scope = () => "" }: { most?: number; scope?: () => string } = {}) {
  const known = new SvelteMap<string, string>();
  const asked = new Set<string>();
  let wanted: string[] = [];

  const keyOf = (id: string) => `${scope()} ${id}`;

  function want(id: string): void {
    if (asked.has(keyOf(id))) return;
    asked.add(keyOf(id));
    if (wanted.push(id) === 1) setTimeout(fetchWanted);
  }

  async function fetchWanted(): Promise<void> {
    const ids = wanted;
    wanted = [];
    for (let i = 0; i < ids.length; i += most) await fetchSome(ids.slice(i, i + most));
  }

  async function fetchSome(ids: string[]): Promise<void> {
    const keys = ids.map(keyOf);
    try {
      for (const { id, name } of await find(ids)) known.set(keys[ids.indexOf(id)]!, name);
    } catch {
      for (const key of keys) asked.delete(key); // names are a courtesy: the page stands without them, the next one asks again
    }
  }

  return {
    /** The name, or undefined until it has come; whoever reads it is told when it does. */
    of(id: string | null | undefined): string | undefined {
      if (!id) return undefined;
      const name = known.get(keyOf(id));
      if (name === undefined) want(id);
      return name;
    },
    /** A name that came along with something else. */
    learn(id: string, name: string): void {
      if (!known.has(keyOf(id))) known.set(keyOf(id), name);
    },
  };
}
