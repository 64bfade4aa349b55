/**
 * Blobs of a container, over the REST API of Azure Storage and with the token of the app's managed identity: two
 * requests, for which a client library would be the larger risk.
 * https://learn.microsoft.com/rest/api/storageservices/put-blob
 * https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
 */
import { z } from 'zod';
import type { Archive } from './contract';

export interface ManagedIdentity {
  readonly endpoint: string;
  readonly header: string;
  /** Of a user-assigned identity; without it, the platform takes the one that the app itself has. */
  readonly clientId: string | undefined;
}

const Token = z.object({ access_token: z.string() });

export function blobArchive(containerUrl: string, identity: ManagedIdentity): Archive {
  return {
    async write(name, text) {
      const response = await fetch(`${containerUrl.replace(/\/+$/, '')}/${name}`, {
        method: 'PUT',
        headers: {
          Authorization: `Bearer ${await tokenOf(identity)}`,
          'Content-Type': 'application/x-ndjson',
          'x-ms-blob-type': 'BlockBlob',
          'x-ms-version': '2023-11-03',
        },
        body: text,
      });
      if (!response.ok) throw new Error(`The blob ${name} was refused with status ${response.status}.`);
    },
  };
}

async function tokenOf({ endpoint, header, clientId }: ManagedIdentity): Promise<string> {
  const url = new URL(endpoint);
  url.searchParams.set('resource', 'https://storage.azure.com/');
  url.searchParams.set('api-version', '2019-08-01');
  if (clientId !== undefined) url.searchParams.set('client_id', clientId);
  const response = await fetch(url, { headers: { 'X-IDENTITY-HEADER': header } });
  if (!response.ok) throw new Error(`The managed identity gave no token: status ${response.status}.`);
  return Token.parse(await response.json()).access_token;
}
