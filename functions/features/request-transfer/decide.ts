/** Asked for by a handback too, so that the rule stands with the record. */
export { type RequestTransfer, requestTransfer } from '#domain/transfer/requesting';
