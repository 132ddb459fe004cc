import { afterAll } from 'vitest';
import { stopEngines } from './stores.ts';
// One file for the runner, so that each engine starts once.
import './records.contract.ts';
import './outbox.contract.ts';
import './parking.contract.ts';
import './ledger.contract.ts';
import './lines.contract.ts';
import './boards.contract.ts';
import './lists.contract.ts';
import './directory.contract.ts';
import './facts.contract.ts';
import './timeline.contract.ts';
import './faults.contract.ts';
import './lost-replies.contract.ts';
import './transfers.contract.ts';

afterAll(stopEngines);
