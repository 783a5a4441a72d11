/** The type of what must not be given; its text is what the compiler says about it. */
export interface NotAllowed<Reason extends string> {
	readonly reason: Reason;
}
