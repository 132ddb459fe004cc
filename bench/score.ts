type Row = { figure: string; value: number; budget: string; kept: boolean };

/** Figures beside their budgets. What could not be measured is not kept. */
export function scored() {
  const rows: Row[] = [];
  return {
    atMost: (figure: string, value: number, most: number) => rows.push({ figure, value, budget: `<= ${most}`, kept: value <= most }),
    atLeast: (figure: string, value: number, least: number) => rows.push({ figure, value, budget: `>= ${least}`, kept: value >= least }),
    allKept: () => rows.length > 0 && rows.every(({ kept }) => kept),
    table(): string {
      const width = Math.max(...rows.map(({ figure }) => figure.length));
      const said = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(2));
      return rows
        .map(({ figure, value, budget, kept }) =>
          [figure.padEnd(width), said(value).padStart(8), budget.padStart(8), kept ? 'ok' : 'MISSED'].join('  '),
        )
        .join('\n');
    },
  };
}
