import type { ServiceReaction } from '#domain/service/view';
import { react as sayItWasCorrected } from '#features/correct-history/react';
import { react as sayItIsAtRisk } from '#features/find-orphans/react';
import { react as sayItIsHandedBack } from '#features/handback-service/react';
import { react as sayItIsTheirs } from '#features/register-service/react';
import { react as askAboutFunding } from '#features/renew-funding/react';

/** What is said of a service when something has happened to it. */
export const serviceReactions: ServiceReaction[] = [sayItIsTheirs, sayItWasCorrected, sayItIsAtRisk, sayItIsHandedBack, askAboutFunding];
