import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

const metrics = new Metrics();

function countOne(name: string) {
  metrics.addMetric(name, MetricUnit.Count, 1);
  // Written at once: a function that is about to fail would take what is kept for later with it.
  metrics.publishStoredMetrics();
}

/** Slack had given up by the time we answered. */
export const lateAcknowledgement = () => countOne('LateAcknowledgement');
export const unexpectedError = () => countOne('UnexpectedError');
