import type { Button } from '@slack/types';
import { ServiceSlug } from '#domain/service/service-slug';
import { button } from '#slack-kit/blocks';

export const extendPressed = 'extend-funding';
export const extendButton = (slug: ServiceSlug): Button => button(extendPressed, 'Extend', slug, 'primary');
export const returnPressed = 'return-to-maintenance';
export const returnButton = (slug: ServiceSlug): Button => button(returnPressed, 'Return to maintenance mode', slug);
export const readSlug = (value: string | undefined): ServiceSlug => ServiceSlug.parse(value);
