/** Whether two types are the same one, down to `any` and `readonly`. */
export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles only for `true`. */
export declare function holds<_Claim extends true>(): void;
