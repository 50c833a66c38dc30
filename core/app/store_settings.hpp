#pragma once

#include "core/config/settings.hpp"
#include "core/store/stores.hpp"

namespace baton::core::app {

/// What the settings say of stores.
store::StoreSettings store_settings(const config::Settings& settings);

}  // namespace baton::core::app
