import type { Flow } from '#test/matrix/flow';
import { at, cardOf, onlyWhatIsSaid as only, says, taken } from '#test/matrix/starts';

const minute = 60;
const features = ['grade-incident', 'assign-role', 'rename-incident'];

/** How bad it is, who does what, and what it is called. */
export const leading: Flow[] = [
  {
    name: 'lead it by line',
    features,
    async begin(act) {
      const id = await at(act, taken);
      return async () => {
        // What is said late says what it is called by then, and is said of both at once.
        await says(act, '@asha', `title ${id} Pillows are wet`, 2 * minute);
        await says(act, '@asha', `severity ${id} sev2 more beds than we thought`, 2 * minute);
        await act.types('@asha', `role ${id} commander @lena`);
      };
    },
  },
  {
    name: 'lead it by forms',
    features,
    only,
    async begin(act) {
      const id = await at(act, taken);
      const card = await cardOf(act, id);
      return async () => {
        const { view: grading } = await act.presses('@asha', card, 'grade-incident');
        await act.submits('@asha', grading, { severity: 'sev4', reason: 'Only one bed' });
        const { view: roles } = await act.presses('@asha', card, 'assign-role');
        await act.submits('@asha', roles, { commander: '@lena', scribe: '@marek' });
        const { view: title } = await act.types('@asha', `title ${id}`);
        await act.submits('@asha', title, { title: 'Pillows are wet' });
      };
    },
  },
];
