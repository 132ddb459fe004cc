import type { Flow } from './flow.ts';
import { alerting } from './flows/alerting.ts';
import { answering } from './flows/answering.ts';
import { declaring } from './flows/declaring.ts';
import { ending } from './flows/ending.ts';
import { improving } from './flows/improving.ts';
import { involving } from './flows/involving.ts';
import { keeping } from './flows/keeping.ts';
import { leading } from './flows/leading.ts';
import { learning } from './flows/learning.ts';
import { looking } from './flows/looking.ts';
import { observing } from './flows/observing.ts';
import { passing } from './flows/passing.ts';
import { publishing } from './flows/publishing.ts';
import { recording } from './flows/recording.ts';
import { rotating } from './flows/rotating.ts';
import { serving } from './flows/serving.ts';
import { teaming } from './flows/teaming.ts';
import { timeline } from './flows/timeline.ts';
import { transferring } from './flows/transferring.ts';

/** Every way through the product. A new act is one entry in one of these lists; without one a test fails. */
export const flows: Flow[] = [
  ...declaring,
  ...alerting,
  ...answering,
  ...ending,
  ...involving,
  ...keeping,
  ...leading,
  ...looking,
  ...observing,
  ...passing,
  ...recording,
  ...rotating,
  ...serving,
  ...teaming,
  ...timeline,
  ...transferring,
  ...learning,
  ...publishing,
  ...improving,
];
