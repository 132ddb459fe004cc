/** A rule said no. `message` is shown where the person clicked; it is never logged as a fault and never alarmed. */
export class Rejection extends Error {
  override readonly name = 'Rejection';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Someone we depend on asks us to come back: nothing is wrong, nothing is lost, the work waits `seconds`. */
export class ComeBackLater extends Error {
  override readonly name = 'ComeBackLater';
  readonly seconds: number;
  constructor(seconds: number, why: string) {
    super(why);
    this.seconds = seconds;
  }
}
