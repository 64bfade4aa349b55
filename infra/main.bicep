metadata description = 'One environment of the Execution Orchestrator: a resource group with all that it needs, and nothing that is shared.'

targetScope = 'subscription'

import { Profile } from 'profiles.bicep'

@description('Names the resource group and, hashed, every resource in it.')
@minLength(2)
@maxLength(24)
param environmentName string

@description('A region with Flex Consumption, Durable Task Scheduler and, for zone-redundant storage, availability zones.')
@metadata({ azd: { type: 'location' } })
param location string

param profile Profile

@description('The client id of the app registration that people and callers sign in to. Without one nobody is known, and whatever needs a person answers 401.')
param authClientId string = ''

@description('Who is told about the budget; without anybody there is none.')
param budgetContacts string[] = []

@description('Settings of the app for this environment, for example PURCHASE__APPROVER_EMAIL or SERVICES__PAYMENTS__URL. No secrets.')
param appSettings { *: string } = {}

@description('Who may read instances and histories in the dashboard of the scheduler: object ids of Entra groups.')
param operatorGroupIds string[] = []

@description('Who is told by mail when an alert fires.')
param alertContacts string[] = []

@description('Where alerts are posted to besides, for example an on-call service.')
@secure()
param alertWebhookUrl string = ''

@description('Where the runbooks are read: every alert leads to its section of this page.')
param runbooks string = 'docs/operations.md'

@description('Tags beside those that are always set.')
param extraTags { *: string } = {}

var tags = union(extraTags, {
  'azd-env-name': environmentName
  application: 'execution-orchestrator'
  environment: environmentName
})

resource group 'Microsoft.Resources/resourceGroups@2025-03-01' = {
  name: 'rg-execution-orchestrator-${environmentName}'
  location: location
  tags: tags
}

module environment 'modules/environment.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    token: uniqueString(subscription().id, environmentName, location)
    profile: profile
    authClientId: authClientId
    appSettings: appSettings
    budgetContacts: budgetContacts
    operatorGroupIds: operatorGroupIds
    alertContacts: alertContacts
    alertWebhookUrl: alertWebhookUrl
    runbooks: runbooks
  }
}

output AZURE_RESOURCE_GROUP string = group.name
output AZURE_FUNCTION_APP_NAME string = environment.outputs.functionAppName
output AZURE_KEY_VAULT_NAME string = environment.outputs.vaultName
output BACKEND string = profile.backend
output BASE_URL string = environment.outputs.baseUrl
