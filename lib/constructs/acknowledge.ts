import { Validations } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';

/** Accepts one finding of cdk-nag at one place, with the reason; for a function the place is its role. */
export function acknowledge(where: IConstruct | IFunction, id: string, reason: string): void {
  const place = 'role' in where && where.role ? where.role : where;
  Validations.of(place).acknowledge({ id, reason });
}
