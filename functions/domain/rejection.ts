/** A rule said no. `message` is shown where the person clicked; it is never logged as a fault and never alarmed. */
export class Rejection extends Error {
  override readonly name = 'Rejection';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Someone we depend on asks us to come back: nothing is wrong, nothing is lost, the work waits `seconds`. `line` names what is limited, where
 * the call was turned away before it did anything; `among`, what may have been meant instead, which limits more than this line.
 */
export class ComeBackLater extends Error {
  override readonly name = 'ComeBackLater';
  readonly seconds: number;
  readonly line: string | undefined;
  readonly among: string | undefined;
  constructor(seconds: number, why: string, line?: string, among?: string) {
    super(why);
    this.seconds = seconds;
    this.line = line;
    this.among = among;
  }
}

/** Nothing goes on until a person has done something, and nobody knows when that will be. */
export class PersonNeeded extends ComeBackLater {
  constructor(why: string) {
    super(300, why);
  }
}
