metadata description = 'The storage account of the Functions host: keys of functions, timers, the deployed package, and the archive of finished instances. It has no usable account key.'

import { roles } from 'roles.bicep'

param name string
param location string
param tags { *: string }
param sku 'Standard_LRS' | 'Standard_ZRS' | 'Standard_GZRS'
param isPublic bool

@description('Whether Durable Functions keeps its instances here, which takes queues.')
param keepsInstances bool

@description('Its name, from which role assignments get theirs, and its id.')
param appIdentity string
param appPrincipalId string
param workspaceId string

var appRoles = concat(
  [
    { id: roles.storageBlobDataOwner, why: 'Function keys, timer leases, the package, the archive.' }
    {
      id: roles.storageTableDataContributor
      why: 'Diagnostic events of the host; histories with the backend azure-storage.'
    }
  ],
  keepsInstances ? [{ id: roles.storageQueueDataContributor, why: 'Control and work-item queues.' }] : []
)

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPublic ? 'Enabled' : 'Disabled'
    networkAcls: {
      defaultAction: isPublic ? 'Allow' : 'Deny'
      bypass: 'None'
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: true, days: 14 }
      containerDeleteRetentionPolicy: { enabled: true, days: 14 }
    }

    resource deployments 'containers' = {
      name: 'deployments'
    }

    resource archive 'containers' = {
      name: 'finished-instances'
    }
  }
}

resource appRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in appRoles: {
    scope: account
    name: guid(account.id, appIdentity, role.id)
    properties: {
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.id)
      description: role.why
    }
  }
]

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account::blobs
  name: 'audit'
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

output accountName string = account.name
output deploymentContainerUrl string = '${account.properties.primaryEndpoints.blob}${account::blobs::deployments.name}'
output archiveContainerUrl string = '${account.properties.primaryEndpoints.blob}${account::blobs::archive.name}'
