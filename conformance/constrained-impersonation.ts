/**
 * Whether the server has constrained impersonation, as is the default since 1.36: the right to act as a user for one kind of
 * request is asked for before the right to act as that user at all, and a user is read as a whole, not part by part.
 *
 * @param minor - The server's minor release.
 */
export function constrainedImpersonation(minor: number): boolean {
	return minor >= 36;
}
