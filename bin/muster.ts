import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { musterApp } from '../lib/muster-app.ts';

const app = musterApp();
// Only here: once it is registered, a violation makes every synthesis fail, a test's `Template.fromStack` too.
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
