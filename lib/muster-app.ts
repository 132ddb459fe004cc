import { App } from 'aws-cdk-lib';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { MusterStack } from './muster-stack.ts';

/** What the CDK CLI sets anyway: each function's metadata names the asset that holds its bundle. */
const assetMetadata = { 'aws:cdk:enable-asset-metadata': true };

/** The app as it is deployed. The flags come from the pinned library, so the template is the same with the CDK CLI and without it. */
export function musterApp(context: Record<string, unknown> = {}): App {
  const app = new App({ context: { ...recommendedFlags, ...assetMetadata, ...context } });
  new MusterStack(app, 'Muster', { description: 'Muster: incident response and service ownership inside Slack.' });
  return app;
}
