type Imports = { path: string; kind: string; external?: boolean }[];
/** As esbuild tells what it has made, and of what. */
export type Metafile = {
  inputs: Record<string, { imports: Imports }>;
  outputs: Record<string, { bytes: number; entryPoint?: string; imports: Imports; inputs: Record<string, unknown> }>;
};

/** What is read when a function starts, in bytes, and all that it is made of, also what is read later. */
export function contentsOf({ outputs }: Metafile, name: string): { bytes: number; inputs: string[] } {
  const entry = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === `functions/handlers/${name}.ts`)?.[0];
  const reached = new Set(entry === undefined ? [] : [entry]);
  for (const path of reached)
    for (const { path: next, kind, external } of outputs[path]?.imports ?? [])
      if (!external && kind !== 'dynamic-import') reached.add(next);
  const bytes = [...reached].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
  return { bytes, inputs: [...new Set(Object.values(outputs).flatMap((output) => Object.keys(output.inputs)))] };
}
