import { describe } from 'vitest';
import { behaviour } from './behaviour.ts';
import { blockKit } from './block-kit.ts';
import { story } from './story.ts';
import { visiting } from './visit.ts';

const world = visiting();

describe('the story', () => story(world));
describe('the page', () => behaviour(world));
describe('Block Kit', () => blockKit(world));
