import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments, stringify } from 'yaml';

type Path = (string | number)[];
export type Read = {
  /** One value for each document of the file. */
  values: unknown[];
  /** What cannot be read at all. */
  unreadable: { line: number; message: string }[];
  /** On which line something stands; where it is missing, the line of what it is missing from. */
  lineOf: (path: Path, document?: number) => number;
};

/** A thousand teams may share their holidays; what grows without bound is refused all the same. */
const mostAliases = 100_000;

/** A YAML file with the lines on which everything stands. */
export function readYaml(text: string): Read {
  const counter = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: counter, prettyErrors: false });
  const documents: Document[] = 'empty' in parsed ? [] : parsed;
  const filled = documents.filter(({ contents, errors }) => contents !== null || errors.length > 0);
  const line = (offset: number | undefined) => (offset === undefined ? 1 : counter.linePos(offset).line);
  return {
    values: filled.map((document) => (document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: mostAliases }))),
    unreadable: filled.flatMap(({ errors }) => errors.map(({ message, pos: [at] }) => ({ line: line(at), message }))),
    lineOf(path, index = 0) {
      const document = filled[index];
      let node: unknown = document?.contents;
      let found = line((node as { range?: [number] } | undefined)?.range?.[0]);
      for (const step of path) {
        if (isAlias(node)) node = document && node.resolve(document);
        const pair = isMap(node) ? node.items.find(({ key }) => (isScalar(key) ? key.value : key) === step) : undefined;
        const next = pair
          ? (pair.key as { range?: [number] })
          : isSeq(node)
            ? (node.items[Number(step)] as { range?: [number] })
            : undefined;
        if (next?.range === undefined) break;
        found = line(next.range[0]);
        node = pair ? pair.value : next;
      }
      return found;
    },
  };
}

/** The same text for the same value, every time. */
export const writeYaml = (value: unknown): string => stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
