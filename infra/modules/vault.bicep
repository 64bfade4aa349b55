metadata description = 'The one secret of the app: the key that signs the links in mails. It is drawn here, once, and nobody needs to see it.'

import { roles } from 'roles.bicep'

param name string
param location string
param tags { *: string }
param isPublic bool
param isPurgeProtected bool

@description('Its name, from which role assignments get theirs, and its id.')
param appIdentity string
param appPrincipalId string
param workspaceId string

@description('Counts for the first deployment only: a secret that exists stays as it is.')
@secure()
param linksKey string = '${newGuid()}${newGuid()}'

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: isPurgeProtected ? 90 : 7
    // The service refuses `false`: protection is either on, for ever, or not mentioned.
    enablePurgeProtection: isPurgeProtected ? true : null
    publicNetworkAccess: isPublic ? 'enabled' : 'disabled'
    networkAcls: {
      defaultAction: isPublic ? 'Allow' : 'Deny'
      bypass: 'None'
    }
  }
}

@onlyIfNotExists()
resource linksSecret 'Microsoft.KeyVault/vaults/secrets@2025-05-01' = {
  parent: vault
  name: 'links-key'
  properties: { value: linksKey, contentType: 'signs the links in mails (LINKS__KEY)' }
}

resource mayRead 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: linksSecret
  name: guid(linksSecret.id, appIdentity, roles.keyVaultSecretsUser)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsUser)
    description: 'Reads this secret, by the reference in LINKS__KEY; no other secret of the vault.'
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'audit'
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'AuditEvent', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Without a version, so that a rotated key is picked up.')
#disable-next-line outputs-should-not-contain-secrets // An address, not a secret.
output linksKeyUri string = '${vault.properties.vaultUri}secrets/${linksSecret.name}'
