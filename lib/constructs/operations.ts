import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

/** A note for `npm run redrive` of where things are, so that it needs no stack name, no outputs file and no guessing. */
export class Operations extends Construct {
  constructor(scope: Construct, id: string, whereabouts: Record<string, string>) {
    super(scope, id);
    new StringParameter(this, 'Whereabouts', {
      parameterName: '/muster/operations',
      description: 'Where the queues and functions of Muster are, for npm run redrive',
      stringValue: JSON.stringify(whereabouts),
    });
  }
}
