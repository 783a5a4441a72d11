/** An address without the user and password that it may carry in front of its host. */
export function withoutPassword(address: string): string {
	return address.replace(/\/\/[^/]*@/, "//");
}
