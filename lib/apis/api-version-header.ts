// The header by which the stored text of a definition says which version of its API it is of: a save starts from that.

export const API_VERSION_HEADER = "X-Api-Version";
