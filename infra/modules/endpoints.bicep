metadata description = 'A private address for each backend of the app.'

param location string
param tags { *: string }
param networkName string
param storageName string
param vaultName string

@description('Absent with the backend azure-storage.')
param schedulerName string?

resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageName
}

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: vaultName
}

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' existing = if (schedulerName != null) {
  name: schedulerName!
}

module storageEndpoint 'endpoint.bicep' = [
  for part in ['blob', 'queue', 'table']: {
    params: {
      location: location
      tags: tags
      networkName: networkName
      target: storage.id
      part: part
      zone: 'privatelink.${part}.${environment().suffixes.storage}'
    }
  }
]

module vaultEndpoint 'endpoint.bicep' = {
  params: {
    location: location
    tags: tags
    networkName: networkName
    target: vault.id
    part: 'vault'
    zone: 'privatelink${replace(environment().suffixes.keyvaultDns, '.vault.', '.vaultcore.')}'
  }
}

module schedulerEndpoint 'endpoint.bicep' = if (schedulerName != null) {
  params: {
    location: location
    tags: tags
    networkName: networkName
    target: scheduler.id
    part: 'scheduler'
    zone: 'privatelink.durabletask.io'
  }
}
