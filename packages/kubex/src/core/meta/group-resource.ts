/** Names a resource without saying which version of it. */
export interface GroupResource {
	group: string;
	resource: string;
}
