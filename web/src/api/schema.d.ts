// Made by `npm run api-types` from the OpenAPI description; not written by hand.
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Healthz
         * @description The process answers.
         */
        get: operations["healthz_healthz_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Readyz
         * @description The database answers and is at this program's version. Raises NotReady.
         */
        get: operations["readyz_readyz_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who
         * @description Who is signed in.
         */
        get: operations["who_api_session_get"];
        put?: never;
        /**
         * Sign In
         * @description Sign in with name and password; the session comes as a cookie that scripts cannot read.
         */
        post: operations["sign_in_api_session_post"];
        /**
         * Sign Out
         * @description Sign out: the session is over in every window and process.
         */
        delete: operations["sign_out_api_session_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change Password
         * @description Change one's own password; all other sessions of the person end.
         */
        post: operations["change_password_api_session_password_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add Phone
         * @description Let this phone stay signed in as the person who is signed in; works without a connection from then on.
         */
        post: operations["add_phone_api_tokens_phone_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens/self": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whose
         * @description Whom the bearer token of this request stands for; 401 token_revoked where the centre took it back.
         */
        get: operations["whose_api_tokens_self_get"];
        put?: never;
        post?: never;
        /**
         * Give Back
         * @description Sign this phone out; a team's token stays in force.
         */
        delete: operations["give_back_api_tokens_self_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Teams
         * @description The tokens of teams within the caller's scope (an administrator: of machines too), newest first.
         */
        get: operations["teams_api_tokens_get"];
        put?: never;
        /**
         * Add Team
         * @description Make a team's token, for the QR code that its members scan. The secret is shown this once.
         */
        post: operations["add_team_api_tokens_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke
         * @description Take a token back: it opens nothing from now on, and the app on the phones says so.
         */
        delete: operations["revoke_api_tokens__name__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/layers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Layers
         * @description Every layer the caller may see: title, legend, tiles, time axis, and the age of its data.
         */
        get: operations["layers_api_layers_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/layers/{layer_id}/values": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Values
         * @description The values of a value layer at a time: one row per feature, joined to the shapes by the map itself.
         */
        get: operations["values_api_layers__layer_id__values_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/layers/{layer_id}/public": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Open To Public
         * @description Show the layer to everybody, signed in or not; columns that tell of persons (`is_private`) stay within.
         */
        put: operations["open_to_public_api_layers__layer_id__public_put"];
        post?: never;
        /**
         * Close To Public
         * @description Show the layer to signed-in people only.
         */
        delete: operations["close_to_public_api_layers__layer_id__public_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Changes
         * @description The change log after a sequence number, in order; `next` is null at its end.
         */
        get: operations["read_changes_api_changes_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/changes/recent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Recent Changes
         * @description The newest entries of the change log, newest first.
         */
        get: operations["recent_changes_api_changes_recent_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stream
         * @description The change log as it grows. The event id is the sequence number; `Last-Event-ID` resumes after it.
         *
         *     Where layers are open to the public, who may not see the map hears what is for everyone, and nothing else. The stream
         *     ends where its caller is signed out, revoked or given other rights.
         */
        get: operations["stream_api_stream_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/spaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Spaces
         * @description The live space, and every replay and drill with its clock.
         */
        get: operations["list_spaces_api_spaces_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/spaces/{name}/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set Clock
         * @description Change the speed of a replay's or drill's clock; 0 holds it.
         */
        post: operations["set_clock_api_spaces__name__clock_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Config
         * @description The space to open, the part of the country to show, standing notices and credits.
         */
        get: operations["config_api_config_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/communes/{code}/situation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Situation
         * @description Everything on one commune: rain, warnings, incidents, resources, risk maps, indicators.
         */
        get: operations["situation_api_communes__code__situation_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/situation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Situation Report
         * @description The situation of an area on one page, all figures of the same moment; by default of the caller's scope.
         */
        get: operations["situation_report_api_reports_situation_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/compare/map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compared Map
         * @description The comparison as one HTML file with a folium map, to be opened anywhere without this server.
         */
        get: operations["compared_map_api_indicators_compare_map_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/basemap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * About
         * @description The base map of the caller's scope, cut now where this version was not cut before.
         */
        get: operations["about_api_basemap_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/basemap/{version}.pmtiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * File
         * @description The file itself (PMTiles 3, vector tiles); byte ranges resume a download that broke off.
         */
        get: operations["file_api_basemap__version__pmtiles_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/communes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Communes
         * @description Units of today, or of the day of `at`, by code.
         */
        get: operations["communes_api_communes_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/communes/locate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Locate
         * @description The commune at a point; a point in a gap, outside the country, or swapped has its own answer.
         */
        get: operations["locate_api_communes_locate_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/communes/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search
         * @description Communes by name, best first.
         */
        get: operations["search_api_communes_search_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/communes/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Commune
         * @description One unit, as of today or the day of `at`.
         */
        get: operations["commune_api_communes__code__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/provinces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Provinces
         * @description All provinces with the number of their units.
         */
        get: operations["provinces_api_provinces_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/observations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Observations
         * @description Observations, newest first; `known_at` shows what was known then, corrected values as they were.
         */
        get: operations["list_observations_api_observations_get"];
        put?: never;
        /**
         * Post Observations
         * @description Observations as CSV (`station,variable,starts_at,ends_at,value,unit`) or NDJSON with those keys, perhaps gzipped.
         *
         *     Good rows are written and the others returned with their reasons; sending the same again writes nothing. A body
         *     that cannot be read as a whole is refused and nothing of it is written.
         */
        post: operations["post_observations_api_observations_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/feeds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Feeds
         * @description Every feed: whether it is on, how it stands by its own rhythm, and what its last run brought.
         */
        get: operations["list_feeds_api_feeds_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/feeds/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Feed
         * @description One feed, as in the list.
         */
        get: operations["get_feed_api_feeds__name__get"];
        /**
         * Put Feed
         * @description Add or change a feed (docs/feeds.md says what the body holds). Credentials are named, never sent: each `secret` is
         *     the name of a file in the operator's folder of secrets. Addresses of private networks are refused when asked unless
         *     the operator opened them; folders of the server cannot be named here.
         */
        put: operations["put_feed_api_feeds__name__put"];
        post?: never;
        /**
         * Delete Feed
         * @description Take out a feed that was added here; its runs and what it brought stay.
         */
        delete: operations["delete_feed_api_feeds__name__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/feeds/{name}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Runs
         * @description The runs of a feed, newest first: what each brought, what it refused and why.
         */
        get: operations["list_runs_api_feeds__name__runs_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/feeds/{name}/runs/{run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Run
         * @description One run of a feed.
         */
        get: operations["get_run_api_feeds__name__runs__run_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/feeds/{name}/runs/{run_id}/raw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Raw
         * @description The raw answer of a run as a ZIP file with an entry per part; 404 where it is not kept any more.
         */
        get: operations["get_raw_api_feeds__name__runs__run_id__raw_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/feeds/{name}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run Feed
         * @description Ask a feed now. A source that does not answer gives 503, one that answers something else 422.
         */
        post: operations["run_feed_api_feeds__name__run_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/feeds/{name}/runs/{run_id}/again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run Again
         * @description Decode the kept answer of a run again; what it brings is known from now on. 404 where it is not kept any more.
         */
        post: operations["run_again_api_feeds__name__runs__run_id__again_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/silence/stations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Silent Stations
         * @description Stations that are late, silent or suspect by their own rhythm; a silent gauge whose neighbours report heavy rain is
         *     shown as likely lost, by a rule that says so of itself.
         */
        get: operations["silent_stations_api_silence_stations_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rain/communes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rain By Commune
         * @description Rain of every commune over the hours before `at`: mean and highest of its own gauges, and what stands behind them.
         *
         *     A commune without a gauge is listed with nulls and the reason; a sum that does not cover the window says so. With
         *     `estimated` each commune within reach of a gauge, or known to a grid, also has an estimate, apart from what was measured, with its error.
         */
        get: operations["rain_by_commune_api_rain_communes_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rain/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rain By Hour
         * @description Mean rain per hour over the gauges of the provinces (all where none is named), as the silhouette of a time bar.
         *
         *     By default from the beginning of the event (live: three days ago) to now. Totals that were read hours apart are
         *     spread evenly over those hours; an hour of which no gauge knows half is null, not zero.
         */
        get: operations["rain_by_hour_api_rain_series_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rain/ahead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rain Ahead By Hour
         * @description Mean rain per hour that is forecast after `at`, over the communes of the provinces (those that stations stand in
         *     where none is named), as the silhouette of the hours ahead.
         *
         *     It is of one forecast that the map draws, which is named. Steps of several hours are spread evenly over them; an hour
         *     that is not forecast as a whole is left out, never zero.
         */
        get: operations["rain_ahead_by_hour_api_rain_ahead_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Stations
         * @description Where things are measured, with the age of the newest reading; `at` leaves out stations not yet known then.
         */
        get: operations["list_stations_api_stations_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stations/{station_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One Station
         * @description A station with its newest values, its rain over every window, its level and everything that was changed.
         */
        get: operations["one_station_api_stations__station_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Station
         * @description Change what is known of a station. What it said before is kept, with who changed it and when.
         */
        patch: operations["change_station_api_stations__station_id__patch"];
        trace?: never;
    };
    "/api/stations/{station_id}/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Station Series
         * @description A series of one variable, oldest first, at most its newest 200,000 values: in columns, or as a file.
         */
        get: operations["station_series_api_stations__station_id__series_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/warnings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Warnings
         * @description The warnings in force at `at`: our own, then bulletins of others, then the national commune warnings.
         *
         *     Each once, the gravest of its kind first, with all present communes it is for. With another `state`, our own
         *     drafts or past warnings, the last changed first.
         */
        get: operations["list_warnings_api_warnings_get"];
        put?: never;
        /**
         * Draft
         * @description Draft a warning: 201 the first time, 200 when the same comes again under its id, 409 for other content.
         */
        post: operations["draft_api_warnings_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grids/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Products
         * @description Every product of which something was loaded, with its layers and how far it reaches.
         */
        get: operations["products_api_grids_products_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grids": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Steps
         * @description The steps that are kept, newest end first; `known_at` shows what was known then.
         */
        get: operations["steps_api_grids_get"];
        put?: never;
        /**
         * Load
         * @description Load a file, sent as the body. Its product is recognised (IMERG, GRIB of a known centre), named, or described.
         *
         *     The same file again writes nothing. A damaged file is refused; nothing of it is kept.
         */
        post: operations["load_api_grids_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grids/rain/communes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rain
         * @description Rain by commune from grids: `forecast` for the hours after `at`, `observed` for the hours before it.
         */
        get: operations["rain_api_grids_rain_communes_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grids/{grid_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Step
         * @description One step.
         */
        get: operations["step_api_grids__grid_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grids/{grid_id}/communes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Communes
         * @description What a step holds in each commune of the boundaries in use, by code.
         */
        get: operations["communes_api_grids__grid_id__communes_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grids/{grid_id}/stac": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stac Item
         * @description The step as a STAC item.
         */
        get: operations["stac_item_api_grids__grid_id__stac_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grids/{grid_id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * File
         * @description The step as a cloud-optimised GeoTIFF; 404 where its file is gone.
         */
        get: operations["file_api_grids__grid_id__file_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/warnings/form": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The Form
         * @description The hazards with the values that their texts need, and the CAP words with their readings.
         */
        get: operations["the_form_api_warnings_form_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/warnings/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview
         * @description What a draft would become, without keeping it: texts, polygons with their excess, the CAP document.
         */
        post: operations["preview_api_warnings_preview_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/warnings/{warning_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One
         * @description A warning of ours with its polygons, its chain, and what differs from the message before.
         */
        get: operations["one_api_warnings__warning_id__get"];
        /**
         * Amend
         * @description Write a draft anew; refused where somebody else changed it meanwhile.
         */
        put: operations["amend_api_warnings__warning_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/warnings/{warning_id}/actions/{action}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Act
         * @description Submit, return, approve, issue, update, cancel or discard. `update` answers with the new draft.
         */
        post: operations["act_api_warnings__warning_id__actions__action__post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cap/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import Document
         * @description Take in one CAP 1.2 document: 201 when it is new, 200 when the same came before, 422 with the lines at fault.
         */
        post: operations["import_document_api_cap_import_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cap/bulletins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Bulletins
         * @description Every bulletin that came, in force or not, the last that came first.
         */
        get: operations["bulletins_api_cap_bulletins_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cap/bulletins/{bulletin_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Bulletin
         * @description One bulletin with its polygons.
         */
        get: operations["bulletin_api_cap_bulletins__bulletin_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cap/bulletins/{bulletin_id}/original": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Original
         * @description The document byte for byte as it came.
         */
        get: operations["original_api_cap_bulletins__bulletin_id__original_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerting/recipients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Recipients
         * @description Who gets warnings, in the caller's scope; addresses are not shown.
         */
        get: operations["recipients_api_alerting_recipients_get"];
        put?: never;
        /**
         * Subscribe
         * @description Add a webhook, e-mail address or apprise channel; its address and secret are never shown again.
         */
        post: operations["subscribe_api_alerting_recipients_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerting/recipients/{recipient_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Unsubscribe
         * @description Take a recipient out; its address and secret are forgotten, its receipts stay.
         */
        delete: operations["unsubscribe_api_alerting_recipients__recipient_id__delete"];
        options?: never;
        head?: never;
        /**
         * Readdress
         * @description Put in another address or signing key (with If-Match); what still waits for the recipient is sent there at once.
         */
        patch: operations["readdress_api_alerting_recipients__recipient_id__patch"];
        trace?: never;
    };
    "/api/alerting/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Receipts
         * @description What became of each sending, newest first: all, or those of one warning and its updates.
         */
        get: operations["receipts_api_alerting_receipts_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cap/feed.xml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Feed
         * @description The issued documents as an Atom feed, newest first, 50 to a page; `next` leads to earlier ones.
         */
        get: operations["feed_cap_feed_xml_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cap/{warning_id}.xml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Document
         * @description One issued CAP 1.2 document, byte for byte as it was issued (and signed).
         */
        get: operations["document_cap__warning_id__xml_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/escalation/recipients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Recipients
         * @description Who is told when overdue incidents climb, in the caller's scope; addresses are not shown.
         */
        get: operations["recipients_api_incidents_escalation_recipients_get"];
        put?: never;
        /**
         * Subscribe
         * @description Add somebody to tell from a level on; their address and secret are never shown again.
         */
        post: operations["subscribe_api_incidents_escalation_recipients_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/escalation/levels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Levels
         * @description The levels that overdue incidents climb to, the first at the deadline of the step that is due.
         */
        get: operations["levels_api_incidents_escalation_levels_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/escalation/recipients/{recipient_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Unsubscribe
         * @description Take somebody out; their address is forgotten, their receipts stay.
         */
        delete: operations["unsubscribe_api_incidents_escalation_recipients__recipient_id__delete"];
        options?: never;
        head?: never;
        /**
         * Change
         * @description Change what is given (with If-Match); an address or secret that is not given stays as it is, unseen. 412 says
         *     what somebody else made of it meanwhile.
         */
        patch: operations["change_api_incidents_escalation_recipients__recipient_id__patch"];
        trace?: never;
    };
    "/api/incidents/escalation/recipients/{recipient_id}/trial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Trial
         * @description Send a message without incidents the way that real ones go; its receipt is among the messages.
         */
        post: operations["trial_api_incidents_escalation_recipients__recipient_id__trial_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/escalation/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Messages
         * @description What was told to whom and what became of it, newest first; all, or that of one incident.
         */
        get: operations["messages_api_incidents_escalation_messages_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Triage Queue
         * @description What to do next: by danger to life, age and deadline, each item with its reasons. Repeats are not in it.
         */
        get: operations["triage_queue_api_incidents_queue_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/likely-groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Likely Groups
         * @description Groups of open reports that look like one event each, the largest first.
         */
        get: operations["likely_groups_api_incidents_likely_groups_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bulk Action
         * @description One action on many: what cannot be done is named, the rest is done. The same id again does nothing twice.
         */
        post: operations["bulk_action_api_incidents_bulk_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/bulk/{batch_id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo Bulk
         * @description Put back what stood before, where nobody has touched it since.
         */
        post: operations["undo_bulk_api_incidents_bulk__batch_id__undo_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/handovers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Handovers
         * @description Hand-overs of the caller's scope, newest first.
         */
        get: operations["handovers_api_incidents_handovers_get"];
        put?: never;
        /**
         * Sign Handover
         * @description Hand over the shift: a signed list of all that is open in the caller's scope. 201 the first time, 200 the same
         *     again, 409 for other content under the id.
         */
        post: operations["sign_handover_api_incidents_handovers_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/handovers/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Verify Handovers
         * @description Whether the hand-overs still are what was signed, and none is missing.
         */
        get: operations["verify_handovers_api_incidents_handovers_verify_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/handovers/{handover_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One Handover
         * @description One hand-over with its list.
         */
        get: operations["one_handover_api_incidents_handovers__handover_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/handovers/{handover_id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept Handover
         * @description Take over the shift; who signed cannot accept.
         */
        post: operations["accept_handover_api_incidents_handovers__handover_id__accept_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{incident_id}/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Attend
         * @description Say that one has the incident before one; to be repeated before the lease is over.
         */
        post: operations["attend_api_incidents__incident_id__presence_post"];
        /**
         * Leave
         * @description Say that one no longer has the incident before one.
         */
        delete: operations["leave_api_incidents__incident_id__presence_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{incident_id}/likely": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Likely
         * @description Reports that look like the same event, the most alike first, each with what it is alike in.
         */
        get: operations["likely_api_incidents__incident_id__likely_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{incident_id}/repeats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Repeats
         * @description An incident with the reports that are repeats of it.
         */
        get: operations["repeats_api_incidents__incident_id__repeats_get"];
        put?: never;
        /**
         * Merge
         * @description Take reports for repeats of this one; its independent witnesses are counted anew.
         */
        post: operations["merge_api_incidents__incident_id__repeats_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{incident_id}/repeats/{repeat_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Unmerge
         * @description Let a repeat be an incident of its own again, just as it was.
         */
        delete: operations["unmerge_api_incidents__incident_id__repeats__repeat_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/danger/communes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Communes In Danger
         * @description Communes in danger, the worst first: the official level where one was issued, else the reference with its why.
         */
        get: operations["communes_in_danger_api_danger_communes_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/danger/communes/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Danger Of Commune
         * @description One commune: its level, why, what every rule that is on computes for it now, and what was said of it before.
         */
        get: operations["danger_of_commune_api_danger_communes__code__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/danger/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Rules
         * @description Every rule with its source, certainty, switch and rehearsal cards.
         */
        get: operations["list_rules_api_danger_rules_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/danger/rules/{rule_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One Rule
         * @description One rule with its source, certainty, switch and rehearsal cards.
         */
        get: operations["one_rule_api_danger_rules__rule_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/danger/rules/{rule_id}/switch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Switch Rule
         * @description Switch a rule on or off for all spaces. Without a rehearsal card it cannot be switched on.
         */
        put: operations["switch_rule_api_danger_rules__rule_id__switch_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/danger/rules/{rule_id}/rehearsals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rehearse Rule
         * @description Rehearse a rule over the archive of the space, hour by hour as known then, and keep the card with the rule.
         */
        post: operations["rehearse_rule_api_danger_rules__rule_id__rehearsals_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/carried": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Carried
         * @description Bring a report that another phone wrote: 201 new, 200 known already, 409 for other content under the id.
         */
        post: operations["carried_api_incidents_carried_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{incident_id}/carried": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Carries
         * @description Who brought a report, in order; empty where its author's phone sent it itself.
         */
        get: operations["carries_api_incidents__incident_id__carried_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Incidents
         * @description Incidents of the caller's scope, newest first.
         */
        get: operations["incidents_api_incidents_get"];
        put?: never;
        /**
         * Report
         * @description Report an incident: 201 the first time, 200 when the same comes again, 409 for other content under the id.
         *
         *     What is answered with 409 is kept too, as a contradiction that the centre sees beside the incident.
         */
        post: operations["report_api_incidents_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export
         * @description Incidents of the caller's scope as a file, newest first; texts stay texts in every spreadsheet. Refused where
         *     there are more than 50,000: a part would be taken for the whole.
         */
        get: operations["export_api_incidents_export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Mine
         * @description The caller's own reports with what became of them, newest first.
         */
        get: operations["mine_api_incidents_mine_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Receipts
         * @description What became of up to 200 reports: `ids` with commas between.
         */
        get: operations["receipts_api_incidents_receipts_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Kinds
         * @description What can be reported, in the order of the form.
         */
        get: operations["kinds_api_incidents_kinds_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/form": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Form
         * @description The definition that forms are made from: kinds, severities, ways to tell a place, questions.
         */
        get: operations["form_api_incidents_form_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{incident_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Incident
         * @description One incident.
         */
        get: operations["incident_api_incidents__incident_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Amend
         * @description Change what is said of an incident. 412 shows, field by field, what somebody else wrote meanwhile.
         */
        patch: operations["amend_api_incidents__incident_id__patch"];
        trace?: never;
    };
    "/api/incidents/{incident_id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Timeline
         * @description What happened to an incident, oldest first: the rows of the change log about it.
         */
        get: operations["timeline_api_incidents__incident_id__timeline_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{incident_id}/contradictions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Contradictions
         * @description Reports that came under this incident's id with other content.
         */
        get: operations["contradictions_api_incidents__incident_id__contradictions_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{incident_id}/actions/{action}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Act
         * @description Verify, respond, resolve, reject, reopen, assign, unassign (with If-Match); seen, claim, release, watch, comment.
         */
        post: operations["act_api_incidents__incident_id__actions__action__post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Events
         * @description Spells of disaster, newest first, with how many reports of the caller's scope each has.
         */
        get: operations["events_api_events_get"];
        put?: never;
        /**
         * Add Event
         * @description Open an event: 201 the first time, 200 the same again, 409 for another under the id.
         */
        post: operations["add_event_api_events_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events/{event_id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End Event
         * @description Say when an event ended; communes that reported up to then owe nothing more.
         */
        post: operations["end_event_api_events__event_id__end_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/damage/form": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Form
         * @description The items that damage is counted in, their units, parts and sources.
         */
        get: operations["form_api_damage_form_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/damage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reports
         * @description Reports of the caller's scope, newest first; `unconfirmed` for those that wait for a second person.
         */
        get: operations["reports_api_damage_get"];
        put?: never;
        /**
         * Report
         * @description Report damage: 201 the first time, 200 the same again, 409 for other content or figures that would count twice.
         */
        post: operations["report_api_damage_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/damage/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Summary
         * @description The damage of an event by place and item, with the reports behind each total.
         */
        get: operations["summary_api_damage_summary_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/damage/parts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Parts
         * @description The reports that a total is made of, oldest first.
         */
        get: operations["parts_api_damage_parts_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/damage/due": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Due
         * @description Communes with incidents whose report is due: within 24 hours of the occurrence, then daily.
         */
        get: operations["due_api_damage_due_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/damage/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export
         * @description The summary as a table.
         */
        get: operations["export_api_damage_export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/damage/{report_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One
         * @description One report.
         */
        get: operations["one_api_damage__report_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/damage/{report_id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm
         * @description Stand as the second person for figures of deaths and missing persons; never by who wrote them.
         */
        post: operations["confirm_api_damage__report_id__confirm_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/damage/{report_id}/victims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Victims Of
         * @description The people behind the figures, for the roles that need them.
         */
        get: operations["victims_of_api_damage__report_id__victims_get"];
        put?: never;
        /**
         * Add Victim
         * @description Write a person down.
         */
        post: operations["add_victim_api_damage__report_id__victims_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/damage/{report_id}/victims/{victim_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove Victim
         * @description Take out a person written down by mistake.
         */
        delete: operations["remove_victim_api_damage__report_id__victims__victim_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/disease/form": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Form
         * @description Diseases, items, species, zones and rules of the end, each with its source.
         */
        get: operations["form_api_disease_form_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/disease/outbreaks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Outbreaks
         * @description Outbreaks of the caller's scope, newest first; `status=active` for those that are not closed.
         */
        get: operations["outbreaks_api_disease_outbreaks_get"];
        put?: never;
        /**
         * Add
         * @description Report an outbreak: 201 the first time, 200 the same again, 409 for other content under the id.
         */
        post: operations["add_api_disease_outbreaks_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/disease/outbreaks/{outbreak_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One
         * @description One outbreak with its path, its zones, the communes they touch and the outbreaks beside it.
         */
        get: operations["one_api_disease_outbreaks__outbreak_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Amend
         * @description Add the position, or correct hamlet and note; zones move with the position.
         */
        patch: operations["amend_api_disease_outbreaks__outbreak_id__patch"];
        trace?: never;
    };
    "/api/disease/outbreaks/{outbreak_id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take Step
         * @description Confirm an outbreak, rule it out, call it controlled or over, or reopen it.
         */
        post: operations["take_step_api_disease_outbreaks__outbreak_id__status_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/disease/outbreaks/{outbreak_id}/zones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set Zones
         * @description Set the radii of the zones around an outbreak; those that stood end now and stay readable in the past.
         */
        put: operations["set_zones_api_disease_outbreaks__outbreak_id__zones_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/disease/outbreaks/{outbreak_id}/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reports
         * @description All reports of an outbreak, newest first, those that were replaced too.
         */
        get: operations["reports_api_disease_outbreaks__outbreak_id__reports_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/disease/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report
         * @description Report figures: 201 the first time, 200 the same again, 409 for other content or cases that would count twice.
         */
        post: operations["report_api_disease_reports_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/disease/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Summary
         * @description Disease by commune in a time: outbreaks, hamlets, figures since the beginning and what is new in the time.
         */
        get: operations["summary_api_disease_summary_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/disease/communes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Communes In Zones
         * @description Communes that zones touch with the share of their area; where zones overlap, each place counts once.
         */
        get: operations["communes_in_zones_api_disease_communes_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/disease/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export
         * @description The outbreaks as CSV, newest first; refused where there are more than 10,000.
         */
        get: operations["export_api_disease_export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{incident_id}/photos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add Photo
         * @description Attach a photo or voice note in one piece: a form with `file` and maybe `id`, or the bytes alone. Again: 200.
         */
        post: operations["add_photo_api_incidents__incident_id__photos_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{incident_id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Attachments
         * @description The photos and voice notes of an incident, oldest first.
         */
        get: operations["attachments_api_incidents__incident_id__attachments_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{incident_id}/attachments/{attachment_id}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Attachment File
         * @description `shown` and `thumb` are drawn anew without place and time; `original` is for those who manage incidents.
         */
        get: operations["attachment_file_api_incidents__incident_id__attachments__attachment_id___name__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{incident_id}/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin Upload
         * @description Begin a resumable upload (tus creation). Metadata: `filename`, and `id` (a UUID) so that a repeat finds it.
         */
        post: operations["begin_upload_api_incidents__incident_id__uploads_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/uploads/{upload_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End Upload
         * @description Break an upload off (tus termination); what became an attachment stays.
         */
        delete: operations["end_upload_api_incidents_uploads__upload_id__delete"];
        options?: never;
        /**
         * Upload Progress
         * @description How far an upload is (tus).
         */
        head: operations["upload_progress_api_incidents_uploads__upload_id__head"];
        /**
         * Append Upload
         * @description The next piece of an upload (tus); with the last one the file becomes an attachment of its incident.
         */
        patch: operations["append_upload_api_incidents_uploads__upload_id__patch"];
        trace?: never;
    };
    "/openrosa/formList": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Form List
         * @description The one form that there is, with its version and hash (OpenRosa Form Discovery).
         */
        get: operations["form_list_openrosa_formList_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openrosa/forms/{form_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Form
         * @description The form as an XForm, made from the same definition as every other; the communes are those of the scope.
         */
        get: operations["form_openrosa_forms__form_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openrosa/submission": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit
         * @description A filled-in form with its media: 201 the first time, 202 when the same instance comes again (with more media,
         *     where a client sends them in parts). The answer names files that were not taken.
         */
        post: operations["submit_openrosa_submission_post"];
        delete?: never;
        options?: never;
        /**
         * Before Submission
         * @description Asked by clients before they send: who they are, where to send, how much at once.
         */
        head: operations["before_submission_openrosa_submission_head"];
        patch?: never;
        trace?: never;
    };
    "/api/risk-maps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Risk Maps
         * @description Every loaded risk map with its passport and legend.
         */
        get: operations["risk_maps_api_risk_maps_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/risk-maps/{risk_map_id}/areas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Areas
         * @description The area of each class in each commune that the map reaches, for the boundaries in use.
         */
        get: operations["areas_api_risk_maps__risk_map_id__areas_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compared
         * @description One or two variables on the communes: values, classes, why a commune is not compared, statistics, hot spots.
         *
         *     No data and not comparable are classes of their own. Given `breaks` lock the classes across maps and time.
         */
        get: operations["compared_api_indicators_compare_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/compare/multiples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Small Multiples
         * @description Several maps in the same classes, one for each period or indicator: what differs in colour differs in figures.
         */
        get: operations["small_multiples_api_indicators_compare_multiples_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/compare/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Comparison
         * @description The comparison as CSV, XLSX, GeoPackage or GeoParquet. In a spreadsheet no text is taken for a formula.
         */
        get: operations["export_comparison_api_indicators_compare_export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/compare/choices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Second Variables
         * @description What can be laid beside an indicator besides another: numbers of layers of communes, classes of risk maps.
         */
        get: operations["second_variables_api_indicators_compare_choices_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/compare/filled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Filled
         * @description The indicators that any value of a commune is kept of.
         */
        get: operations["filled_api_indicators_compare_filled_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/compare/periods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Periods
         * @description The periods for which values of an indicator are kept, the latest first.
         */
        get: operations["periods_api_indicators_compare_periods_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/compare/parts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Broken Down
         * @description What an indicator is broken down into for a period: each part can be laid on the map by `dimensions`.
         */
        get: operations["broken_down_api_indicators_compare_parts_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/card": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Number Card
         * @description One figure taken apart: formula, inputs, sources, approval, history, boundaries, and how to work it out again.
         */
        get: operations["number_card_api_indicators_card_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Saved Views
         * @description Saved views, the newest first.
         */
        get: operations["saved_views_api_indicators_views_get"];
        put?: never;
        /**
         * Save View
         * @description Keep a view under the id that its sender made; sent again it is kept once (200).
         */
        post: operations["save_view_api_indicators_views_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/views/{view_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Saved View
         * @description A saved view, by its link.
         */
        get: operations["saved_view_api_indicators_views__view_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/sharing/values": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shared Values
         * @description Current values of a set in the order of their changes, by set, period and unit, as JSON, CSV or SDMX-CSV 2.0.
         *
         *     Ask again with `after` = the last number (`X-Last-Seq`) and nothing is missed or repeated; a value that changed comes
         *     again under its new number. Every answer is written into the log of who took what.
         */
        get: operations["shared_values_api_indicators_sharing_values_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/sharing/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who Took What
         * @description Who took what, the newest first.
         */
        get: operations["who_took_what_api_indicators_sharing_log_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/sharing/recipients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Recipients
         * @description Addresses that values are pushed to; what is secret of them is not shown.
         */
        get: operations["recipients_api_indicators_sharing_recipients_get"];
        put?: never;
        /**
         * Add Recipient
         * @description Push the values of a set in a province to an address, those that are there and every change from then on.
         */
        post: operations["add_recipient_api_indicators_sharing_recipients_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/sharing/recipients/{recipient_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove Recipient
         * @description Push no more to an address; its receipts stay.
         */
        delete: operations["remove_recipient_api_indicators_sharing_recipients__recipient_id__delete"];
        options?: never;
        head?: never;
        /**
         * Readdress
         * @description Put in another address or signing key (with If-Match); the batch that has not arrived is pushed there at once.
         */
        patch: operations["readdress_api_indicators_sharing_recipients__recipient_id__patch"];
        trace?: never;
    };
    "/api/indicators/sharing/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Receipts
         * @description What became of each batch, the newest first.
         */
        get: operations["receipts_api_indicators_sharing_receipts_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Codes
         * @description Codes that people added to the open lists of dimensions, and proposals of such, the newest first.
         */
        get: operations["codes_api_indicators_codes_get"];
        put?: never;
        /**
         * Propose
         * @description Propose a code for a list that ends in dots; somebody else decides.
         */
        post: operations["propose_api_indicators_codes_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/codes/{number}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide
         * @description Approve a proposed code (with If-Match), which makes it and puts it into every form at once, or refuse it.
         */
        post: operations["decide_api_indicators_codes__number__decision_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/codes/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Close
         * @description Close an approved code from a day on, or open it again (with If-Match). Its values stay; it is never taken out.
         */
        patch: operations["close_api_indicators_codes__number__patch"];
        trace?: never;
    };
    "/api/indicators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Catalogue
         * @description The indicator sets with their groups and amendments, and their rows in the order of print.
         */
        get: operations["catalogue_api_indicators_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/databases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Databases
         * @description The databases that the decisions name, as printed, with owners and sources.
         */
        get: operations["databases_api_indicators_databases_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/dimensions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Dimensions
         * @description The dimensions by which values are broken down, with their code lists.
         */
        get: operations["dimensions_api_indicators_dimensions_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/components": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Proposals
         * @description Component indicators that were proposed for the open lists of the decisions, the newest first.
         */
        get: operations["proposals_api_indicators_components_get"];
        put?: never;
        /**
         * Propose
         * @description Propose a component for a list that ends in dots; somebody else decides. The same sent again is one proposal.
         */
        post: operations["propose_api_indicators_components_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/components/lists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open Lists
         * @description The lists of the decisions that end in dots, and the words that a component may be said in.
         */
        get: operations["open_lists_api_indicators_components_lists_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/components/{number}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide
         * @description Approve a proposed component, which adds it to the catalogue, or refuse it.
         */
        post: operations["decide_api_indicators_components__number__decision_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/values": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Values
         * @description The values kept of an indicator: reported ones as known at a time, or those the system computes.
         */
        get: operations["values_api_indicators_values_get"];
        put?: never;
        /**
         * Write Values
         * @description Keep up to 5,000 values. Good rows are written; each refused one is answered with its row, field and why.
         *
         *     An earlier value of the same cell stays, superseded. Derived indicators, and those counted from the operational
         *     data, are never typed in.
         */
        post: operations["write_values_api_indicators_values_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/values/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * History
         * @description Every value that one cell ever had, the newest first: who wrote it, when, from where, and why it changed.
         */
        get: operations["history_api_indicators_values_history_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/table": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Table
         * @description One figure per commune, as a map needs them: codes and values side by side, with reasons for what is missing.
         *
         *     Derived indicators are worked out, figures on older units are carried over the lineage with their bounds, and any
         *     indicator can be held against another period or a plan, or be cumulated (`against`).
         */
        get: operations["table_api_indicators_table_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/whole": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whole
         * @description The figure of a province, or of the nation, from its communes by the indicator's rule.
         *
         *     Rates are worked out again from the sums of their parts; what cannot be added is refused with the reason; while a
         *     commune is missing the figure is not known, and the parts say what is there so far.
         */
        get: operations["whole_api_indicators_whole_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reporting/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tasks
         * @description What offices in the caller's scope owe for the running periods and some before, how far each report is, and which
         *     are late; the soonest due first.
         */
        get: operations["tasks_api_reporting_tasks_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reporting/form": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Form
         * @description A report as it is filled in: its cells, what the checks say of them, and the steps that it took.
         */
        get: operations["form_api_reporting_form_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reporting/analyses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write Analyses
         * @description Write analysis or forecast beside the values of a report, all of the texts or none.
         */
        post: operations["write_analyses_api_reporting_analyses_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reporting/assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Assignments
         * @description Who answers for the reports of a set: officers, substitutes, people of jointly responsible offices.
         */
        get: operations["assignments_api_reporting_assignments_get"];
        put?: never;
        /**
         * Assign
         * @description Name who answers for an office's reports. From then on nobody else of the place sends them up.
         */
        post: operations["assign_api_reporting_assignments_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reporting/assignments/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Unassign
         * @description Take an assignment back; it stays on record.
         */
        delete: operations["unassign_api_reporting_assignments__number__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reporting/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit
         * @description Send a report up. Every cell holds a value or says why not, and what a check warned of is explained.
         */
        post: operations["submit_api_reporting_submit_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reporting/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve
         * @description Pass the next step of approval: each by another person, the last one approves the report.
         */
        post: operations["approve_api_reporting_approve_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reporting/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Return
         * @description Send a report back to its office, with the reason.
         */
        post: operations["return__api_reporting_return_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reporting/lock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lock
         * @description Lock an approved report: nothing in it changes any more.
         */
        post: operations["lock_api_reporting_lock_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reporting/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reopen
         * @description Open an approved or locked report again, with the reason.
         */
        post: operations["reopen_api_reporting_reopen_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reporting/form.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Hand Out
         * @description A report as an Excel form: locked structure, lists, units, the period, and a fingerprint.
         */
        get: operations["hand_out_api_reporting_form_xlsx_get"];
        put?: never;
        /**
         * Take Back
         * @description Take in a filled Excel form (the body is the file, up to 10 MB): all of it, or nothing and each fault by cell.
         */
        post: operations["take_back_api_reporting_form_xlsx_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/quality": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Scores
         * @description Six scores for a period: of each commune, of each office, or of each report, and of all together.
         *
         *     Shares are counted over cells: the score of a commune is its good cells over its cells, never a mean of shares.
         */
        get: operations["scores_api_indicators_quality_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/indicators/quality/faults": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Faults
         * @description The cells that lower the scores, each with why.
         */
        get: operations["faults_api_indicators_quality_faults_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/resources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Resources
         * @description Resources of the caller's scope with their newest count.
         */
        get: operations["resources_api_resources_get"];
        put?: never;
        /**
         * Add Resource
         * @description Take a resource with its first count: 201 the first time, 200 the same again, 409 for other content.
         */
        post: operations["add_resource_api_resources_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/resources/kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Kinds Of Resources
         * @description Everything that can be counted, by pillar, and what a shelter can be.
         */
        get: operations["kinds_of_resources_api_resources_kinds_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/resources/{resource_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Resource
         * @description Change what is said of a resource beside its counts (with If-Match): name, store, expiry, norm, skills, who leads
         *     it.
         */
        patch: operations["change_resource_api_resources__resource_id__patch"];
        trace?: never;
    };
    "/api/resources/{resource_id}/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts Of Resource
         * @description The history of a resource, newest count first.
         */
        get: operations["counts_of_resource_api_resources__resource_id__counts_get"];
        put?: never;
        /**
         * Count Resource
         * @description Take a further count of a resource; the counts before it stay.
         */
        post: operations["count_resource_api_resources__resource_id__counts_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stores
         * @description Stores of the caller's scope.
         */
        get: operations["stores_api_stores_get"];
        put?: never;
        /**
         * Add Store
         * @description Open a store: 201 the first time, 200 the same again, 409 for other content or a name that is in use.
         */
        post: operations["add_store_api_stores_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stores/{store_id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close Store
         * @description Close a store. It is refused (409) while anything in it was counted as more than none.
         */
        post: operations["close_store_api_stores__store_id__close_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shelters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shelters
         * @description Shelters of the caller's scope with their newest count of people.
         */
        get: operations["shelters_api_shelters_get"];
        put?: never;
        /**
         * Add Shelter
         * @description Take a shelter: 201 the first time, 200 the same again, 409 for other content.
         */
        post: operations["add_shelter_api_shelters_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shelters/{shelter_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Shelter
         * @description Change what is said of a shelter beside its counts (with If-Match): name, places, water, power, toilets, access.
         */
        patch: operations["change_shelter_api_shelters__shelter_id__patch"];
        trace?: never;
    };
    "/api/shelters/{shelter_id}/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Count Shelter
         * @description Take a further count of the people in a shelter; the counts before it stay.
         */
        post: operations["count_shelter_api_shelters__shelter_id__counts_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/command-posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Command Posts
         * @description The seats of the communes' commands with names and numbers: for those who keep them.
         */
        get: operations["command_posts_api_command_posts_get"];
        put?: never;
        /**
         * Add Command Post
         * @description Take a seat of a commune's civil-defence command.
         */
        post: operations["add_command_post_api_command_posts_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Loaded
         * @description Roads that are loaded, with their calibration.
         */
        get: operations["loaded_api_roads_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roads/near": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Near
         * @description The chainage of a position on each road beside it, with its error.
         */
        get: operations["near_api_roads_near_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roads/{road}/at/{chainage}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * At
         * @description Where a chainage lies, right to `error_m`; a road name that several have needs its `part` or `province`.
         */
        get: operations["at_api_roads__road__at__chainage__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/works": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Works
         * @description Reservoirs, dikes, embankments, then landslide and flooding points on roads, of the caller's scope.
         */
        get: operations["works_api_works_get"];
        put?: never;
        /**
         * Add Work
         * @description Take a work: 201 the first time, 200 the same again, 409 for other content.
         */
        post: operations["add_work_api_works_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/works/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Notices
         * @description Reference notices of reservoirs to communes downstream (as listed by an operator); with `ended` those over, too.
         */
        get: operations["notices_api_works_notices_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/works/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Template
         * @description The empty workbook of a register, to be filled in a spreadsheet program.
         */
        get: operations["template_api_works_template_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/works/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take In
         * @description Take a filled workbook: every row or none; refused rows come back with row, column and reason.
         */
        post: operations["take_in_api_works_import_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/works/reach": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reached
         * @description What is within so many minutes of here, over open roads; straight distance where none is loaded, and it says so.
         */
        get: operations["reached_api_works_reach_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/works/{work_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Work
         * @description One work with its inspections and readings.
         */
        get: operations["work_api_works__work_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Amend Work
         * @description Change what is stated of a work, its list of communes downstream among it; 412 where somebody else has meanwhile.
         */
        patch: operations["amend_work_api_works__work_id__patch"];
        trace?: never;
    };
    "/api/works/{work_id}/inspections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Inspect
         * @description Take an inspection of a work; those before it stay.
         */
        post: operations["inspect_api_works__work_id__inspections_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/works/{work_id}/readings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read
         * @description Take a reading of a reservoir; communes downstream are told within a minute where it calls for that.
         */
        post: operations["read_api_works__work_id__readings_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/road-points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Road Points
         * @description Landslide and flooding points on roads of the caller's scope, with their state.
         */
        get: operations["road_points_api_road_points_get"];
        put?: never;
        /**
         * Add Point
         * @description Take a road point by road and chainage: 201 the first time, 200 the same again, 409 for other content.
         */
        post: operations["add_point_api_road_points_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/road-points/{point_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Point
         * @description One road point with every state it was in.
         */
        get: operations["point_api_road_points__point_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Amend Point
         * @description Change length, side, treatment plan or note; 412 where somebody else has meanwhile.
         */
        patch: operations["amend_point_api_road_points__point_id__patch"];
        trace?: never;
    };
    "/api/road-points/{point_id}/states": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enter
         * @description Say that a road is open, open on one lane, or cut there, since when; the states before stay.
         */
        post: operations["enter_api_road_points__point_id__states_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/readiness": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Readiness
         * @description Readiness of the communes of the caller's scope: the weakest of the four pillars against what the danger asks for.
         *
         *     With `rain_factor` or `raise_level` a scenario: what it would be, without touching what is.
         */
        get: operations["readiness_api_readiness_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/readiness/norms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Norms
         * @description The planning norms, each with its source or as the assumption that it is.
         */
        get: operations["list_norms_api_readiness_norms_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/readiness/norms/{norm}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set Norm
         * @description Set a norm for a province (without one: for the country) from now on; the change is kept with who made it.
         */
        put: operations["set_norm_api_readiness_norms__norm__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/readiness/closing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Close A Road
         * @description A scenario: which communes of the caller's scope a closed road would cut off, and whose readiness, help included,
         *     would change. Nothing is written.
         */
        get: operations["close_a_road_api_readiness_closing_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/readiness/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Readiness Of Commune
         * @description One commune's readiness with every need behind it.
         */
        get: operations["readiness_of_commune_api_readiness__code__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/readiness/{code}/help": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Help For Commune
         * @description What would help the commune most: for each need that fails, the nearest surplus that other communes can spare.
         */
        get: operations["help_for_commune_api_readiness__code__help_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/resources/form": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Form
         * @description The commune's form as XLSX, with what it has; its version and commune are kept inside.
         */
        get: operations["form_api_resources_form_get"];
        put?: never;
        /**
         * Take Form
         * @description Take a filled-in form: every row, or none and all that is wrong, by sheet, row and column. The same file twice
         *     changes nothing.
         */
        post: operations["take_form_api_resources_form_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dispatches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Dispatches
         * @description Dispatches that touch the caller's scope at either end, newest first.
         */
        get: operations["dispatches_api_dispatches_get"];
        put?: never;
        /**
         * Create
         * @description Ask for units, or give them at once: 201 the first time, 200 the same again, 409 for other content.
         *
         *     409 `not_enough_units` and `team_is_out` where they are given already.
         */
        post: operations["create_api_dispatches_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dispatches/states": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * States
         * @description The life of a dispatch: its states, and the steps that lead from each.
         */
        get: operations["states_api_dispatches_states_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dispatches/kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Kinds
         * @description What can be asked for, and in which unit it is counted.
         */
        get: operations["kinds_api_dispatches_kinds_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dispatches/available": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Available
         * @description What of a kind can still be given, nearest first by straight distance; stale or unready counts come last.
         */
        get: operations["available_api_dispatches_available_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dispatches/short": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Short
         * @description Resources of which more is out than their newest count says they have.
         */
        get: operations["short_api_dispatches_short_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dispatches/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export
         * @description Dispatches with hours and costs as a table, for the review after the action.
         */
        get: operations["export_api_dispatches_export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dispatches/{dispatch_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One
         * @description One dispatch.
         */
        get: operations["one_api_dispatches__dispatch_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dispatches/{dispatch_id}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Steps
         * @description The steps of a dispatch, oldest first.
         */
        get: operations["steps_api_dispatches__dispatch_id__steps_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dispatches/{dispatch_id}/actions/{action}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Act
         * @description Take a step (with If-Match): offer, assign, depart, arrive, release, return, withdraw, step_back, refuse, cancel.
         */
        post: operations["act_api_dispatches__dispatch_id__actions__action__post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dispatches/{dispatch_id}/costs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Costs
         * @description What the dispatch cost, in the order it was written down.
         */
        get: operations["costs_api_dispatches__dispatch_id__costs_get"];
        put?: never;
        /**
         * Add Cost
         * @description Write down money or hours: 201 the first time, 200 the same again, 409 for other content.
         */
        post: operations["add_cost_api_dispatches__dispatch_id__costs_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dispatches/{dispatch_id}/costs/{cost_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove Cost
         * @description Take back a cost that was written by mistake.
         */
        delete: operations["remove_cost_api_dispatches__dispatch_id__costs__cost_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/evacuations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Evacuations
         * @description Orders that touch the caller's scope, newest first, with what was counted out and in.
         */
        get: operations["evacuations_api_evacuations_get"];
        put?: never;
        /**
         * Order
         * @description Order an evacuation: 201 the first time, 200 the same again, 409 for other content.
         */
        post: operations["order_api_evacuations_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/evacuations/rooms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rooms
         * @description Shelters and the room that is left in them.
         */
        get: operations["rooms_api_evacuations_rooms_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/evacuations/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Count
         * @description Count people out, in, or home: 201 the first time, 200 the same again, 409 for other content.
         *
         *     409 `shelter_full` and `shelter_not_counted` where a shelter has no room, unless `override` says why.
         */
        post: operations["count_api_evacuations_counts_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/evacuations/counts/{count_id}/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Void
         * @description Say that a count was a mistake; it stays in the books and counts no more.
         */
        post: operations["void_api_evacuations_counts__count_id__void_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/evacuations/{evacuation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One
         * @description One order.
         */
        get: operations["one_api_evacuations__evacuation_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/evacuations/{evacuation_id}/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts
         * @description The counts of an order, newest first.
         */
        get: operations["counts_api_evacuations__evacuation_id__counts_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/evacuations/{evacuation_id}/actions/{action}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Act
         * @description Close, cancel or reopen an order (with If-Match).
         */
        post: operations["act_api_evacuations__evacuation_id__actions__action__post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/evacuations/{evacuation_id}/shelters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add Shelter
         * @description Name a further shelter.
         */
        post: operations["add_shelter_api_evacuations__evacuation_id__shelters_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/evacuations/{evacuation_id}/households": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Households
         * @description The households of an order, for the roles that need them.
         */
        get: operations["households_api_evacuations__evacuation_id__households_get"];
        put?: never;
        /**
         * Add Household
         * @description Write a household down.
         */
        post: operations["add_household_api_evacuations__evacuation_id__households_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/evacuations/{evacuation_id}/households/{household_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove Household
         * @description Take a household off the list.
         */
        delete: operations["remove_household_api_evacuations__evacuation_id__households__household_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * ActionBody
         * @description What goes with an action: why (asked for where the usual path is left), to whom, a comment's text.
         */
        ActionBody: {
            /** Reason */
            reason?: string | null;
            assignee?: components["schemas"]["AssigneeIn"] | null;
            /** Text */
            text?: string | null;
            /**
             * Id
             * @description of a comment, so that it may be sent again
             */
            id?: string | null;
            /**
             * Take Over
             * @default false
             */
            take_over: boolean;
        };
        /**
         * AlertDetail
         * @description A warning with its polygons, its chain, and what differs for who reviews it.
         */
        AlertDetail: {
            /**
             * Kind
             * @default own
             * @constant
             */
            kind: "own";
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Chain Id
             * Format: uuid
             */
            chain_id: string;
            /** Previous Id */
            previous_id: string | null;
            /** Message Type */
            message_type: string;
            /** State */
            state: string;
            state_label: components["schemas"]["TextOut"];
            /** Status */
            status: string;
            /** In Force */
            in_force: boolean;
            label: components["schemas"]["TextOut"];
            /** Official */
            official: boolean;
            /** Hazard */
            hazard: string;
            hazard_label: components["schemas"]["TextOut"];
            severity: components["schemas"]["geoops__hydromet__warnings__own__schemas__WordOut"];
            certainty: components["schemas"]["geoops__hydromet__warnings__own__schemas__WordOut"];
            urgency: components["schemas"]["geoops__hydromet__warnings__own__schemas__WordOut"];
            /** Onset At */
            onset_at: string | null;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Values */
            values: {
                [key: string]: string;
            };
            /** Texts */
            texts: {
                [key: string]: {
                    [key: string]: string;
                };
            };
            /** Texts By Hand */
            texts_by_hand: boolean;
            bulletin: components["schemas"]["BulletinCited"] | null;
            /** Communes */
            communes: components["schemas"]["geoops__hydromet__warnings__own__schemas__PlaceOut"][];
            /** Communes Km2 */
            communes_km2: number | null;
            /** Covered Km2 */
            covered_km2: number | null;
            /** Excess */
            excess: number | null;
            /** Note */
            note: string | null;
            /** Authors */
            authors: string[];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Changed At
             * Format: date-time
             */
            changed_at: string;
            /** Submitted By */
            submitted_by: string | null;
            /** Reviewed By */
            reviewed_by: string | null;
            /** Reviewed At */
            reviewed_at: string | null;
            /** Review Note */
            review_note: string | null;
            /** Issued By */
            issued_by: string | null;
            /** Issued At */
            issued_at: string | null;
            /** Ended At */
            ended_at: string | null;
            /** Ended By */
            ended_by: string | null;
            /** End Reason */
            end_reason: string | null;
            /** Identifier */
            identifier: string | null;
            /** Signed */
            signed: boolean;
            /** Cap Url */
            cap_url: string | null;
            /** Steps */
            steps: string[];
            /** Etag */
            etag: string;
            area: components["schemas"]["geoops__hydromet__warnings__own__schemas__AreaOut"] | null;
            /** Chain */
            chain: components["schemas"]["AlertOut"][];
            /** Changed Since */
            changed_since: components["schemas"]["DifferenceOut"][];
            /** Changed From Template */
            changed_from_template: components["schemas"]["DifferenceOut"][];
        };
        /**
         * AlertIn
         * @description A draft. `texts` are written by hand; left out, the hazard's template is filled in from `values`.
         * @example {
         *       "certainty": "Likely",
         *       "commune_codes": [
         *         "02680"
         *       ],
         *       "expires_at": "2026-07-22T22:00:00+07:00",
         *       "hazard": "flash_flood_landslide",
         *       "severity": "Severe",
         *       "values": {
         *         "rain_hours": "6",
         *         "rain_mm": "120",
         *         "source": "VRain"
         *       }
         *     }
         */
        AlertIn: {
            /** Id */
            id?: string | null;
            /** Hazard */
            hazard: string;
            /**
             * Severity
             * @enum {string}
             */
            severity: "Minor" | "Moderate" | "Severe" | "Extreme" | "Unknown";
            /**
             * Certainty
             * @enum {string}
             */
            certainty: "Observed" | "Likely" | "Possible" | "Unlikely" | "Unknown";
            /** Onset At */
            onset_at?: string | null;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Values */
            values?: {
                [key: string]: string;
            };
            texts?: components["schemas"]["TextsIn"] | null;
            bulletin?: components["schemas"]["BulletinCited"] | null;
            /** Commune Codes */
            commune_codes?: string[];
            /** Note */
            note?: string | null;
        };
        /**
         * AlertOut
         * @description A warning of ours. `steps` are those that this caller may take now; `etag` goes into `If-Match`.
         */
        AlertOut: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "own";
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Chain Id
             * Format: uuid
             */
            chain_id: string;
            /** Previous Id */
            previous_id: string | null;
            /** Message Type */
            message_type: string;
            /** State */
            state: string;
            state_label: components["schemas"]["TextOut"];
            /** Status */
            status: string;
            /** In Force */
            in_force: boolean;
            label: components["schemas"]["TextOut"];
            /** Official */
            official: boolean;
            /** Hazard */
            hazard: string;
            hazard_label: components["schemas"]["TextOut"];
            severity: components["schemas"]["geoops__hydromet__warnings__own__schemas__WordOut"];
            certainty: components["schemas"]["geoops__hydromet__warnings__own__schemas__WordOut"];
            urgency: components["schemas"]["geoops__hydromet__warnings__own__schemas__WordOut"];
            /** Onset At */
            onset_at: string | null;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Values */
            values: {
                [key: string]: string;
            };
            /** Texts */
            texts: {
                [key: string]: {
                    [key: string]: string;
                };
            };
            /** Texts By Hand */
            texts_by_hand: boolean;
            bulletin: components["schemas"]["BulletinCited"] | null;
            /** Communes */
            communes: components["schemas"]["geoops__hydromet__warnings__own__schemas__PlaceOut"][];
            /** Communes Km2 */
            communes_km2: number | null;
            /** Covered Km2 */
            covered_km2: number | null;
            /** Excess */
            excess: number | null;
            /** Note */
            note: string | null;
            /** Authors */
            authors: string[];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Changed At
             * Format: date-time
             */
            changed_at: string;
            /** Submitted By */
            submitted_by: string | null;
            /** Reviewed By */
            reviewed_by: string | null;
            /** Reviewed At */
            reviewed_at: string | null;
            /** Review Note */
            review_note: string | null;
            /** Issued By */
            issued_by: string | null;
            /** Issued At */
            issued_at: string | null;
            /** Ended At */
            ended_at: string | null;
            /** Ended By */
            ended_by: string | null;
            /** End Reason */
            end_reason: string | null;
            /** Identifier */
            identifier: string | null;
            /** Signed */
            signed: boolean;
            /** Cap Url */
            cap_url: string | null;
            /** Steps */
            steps: string[];
            /** Etag */
            etag: string;
        };
        /**
         * AmendmentOut
         * @description A later decision that changed the set.
         */
        AmendmentOut: {
            /** Number */
            number: string;
            /**
             * Decided On
             * Format: date
             */
            decided_on: string;
            /**
             * Valid From
             * Format: date
             */
            valid_from: string;
            title: components["schemas"]["TextOut"];
        };
        /**
         * AnalysesIn
         * @description Texts beside the values of a report.
         */
        AnalysesIn: {
            /** Set */
            set: string;
            /** Office */
            office: string;
            /** Period */
            period: string;
            /** Commune Code */
            commune_code?: string | null;
            /** Province Code */
            province_code?: string | null;
            /** Items */
            items: components["schemas"]["WordsIn"][];
        };
        /**
         * AnalysisOut
         * @description A text beside a value.
         */
        AnalysisOut: {
            /** Indicator */
            indicator: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "analysis" | "forecast";
            /** Body */
            body: string;
            /** Written By */
            written_by: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
        };
        /**
         * AssigneeIn
         * @description Who is to act: a person by login name, or a team by its name.
         */
        AssigneeIn: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "person" | "team";
            /** Name */
            name: string;
        };
        /**
         * AssigneeOut
         * @description Who is to act: a person by login name, or a team by its name.
         */
        AssigneeOut: {
            /** Kind */
            kind: string;
            /** Name */
            name: string;
        };
        /**
         * AssignmentIn
         * @description A person to answer for the reports of an office at a place. A substitute needs a last day.
         */
        AssignmentIn: {
            /** Set */
            set: string;
            /** Office */
            office: string;
            /** Commune Code */
            commune_code?: string | null;
            /** Province Code */
            province_code?: string | null;
            /**
             * Part
             * @default officer
             * @enum {string}
             */
            part: "officer" | "substitute" | "joint";
            /** Person */
            person: string;
            /** From Day */
            from_day?: string | null;
            /** Until Day */
            until_day?: string | null;
            /** Reason */
            reason?: string | null;
        };
        /**
         * AssignmentOut
         * @description Somebody who answers for an office's reports: its officer, a substitute, or somebody of a joint office.
         */
        AssignmentOut: {
            /** Number */
            number: number;
            /** Set */
            set: string;
            /** Office */
            office: string;
            /** Province Code */
            province_code: string;
            /** Commune Code */
            commune_code: string | null;
            /**
             * Part
             * @enum {string}
             */
            part: "officer" | "substitute" | "joint";
            part_name: components["schemas"]["TextOut"];
            /** Person */
            person: string;
            /**
             * From Day
             * Format: date
             */
            from_day: string;
            /** Until Day */
            until_day: string | null;
            /** Reason */
            reason: string | null;
            /** Given By */
            given_by: string;
            /**
             * Given At
             * Format: date-time
             */
            given_at: string;
        };
        /**
         * AttachmentOut
         * @description A photo or voice note. `distance_m` and `minutes_apart` compare what the photo says of itself with the report;
         *     the exact place and time it says are in the original, for those who manage incidents.
         */
        AttachmentOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Incident Id
             * Format: uuid
             */
            incident_id: string;
            /** Sort */
            sort: string;
            /** Media Type */
            media_type: string;
            /** Filename */
            filename: string | null;
            /** Size Bytes */
            size_bytes: number;
            /** Width */
            width: number | null;
            /** Height */
            height: number | null;
            /** Distance M */
            distance_m: number | null;
            /** Minutes Apart */
            minutes_apart: number | null;
            /** Added By */
            added_by: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Shown Url */
            shown_url: string;
            /** Thumb Url */
            thumb_url: string | null;
        };
        /**
         * AttachmentsOut
         * @description The attachments of an incident, oldest first.
         */
        AttachmentsOut: {
            /** Items */
            items: components["schemas"]["AttachmentOut"][];
        };
        /**
         * AvailableOut
         * @description A resource that can still be given. `distance_km` is straight, not by road.
         */
        AvailableOut: {
            /**
             * Resource Id
             * Format: uuid
             */
            resource_id: string;
            /** Name */
            name: string;
            /** Kind */
            kind: string;
            kind_label: components["schemas"]["TextOut"];
            /** Unit */
            unit: string;
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string | null;
            /** Quantity */
            quantity: number;
            /** Out */
            out: number;
            /** Available */
            available: number;
            /** State */
            state: string;
            /**
             * Counted At
             * Format: date-time
             */
            counted_at: string;
            /** Stale */
            stale: boolean;
            /** Distance Km */
            distance_km: number;
            /** Demo */
            demo: boolean;
        };
        /**
         * BaseMapOut
         * @description What the file is, before it is fetched: `bytes` is its size, bounds are west, south, east, north (EPSG:4326).
         */
        BaseMapOut: {
            /** Version */
            version: string;
            /** Bytes */
            bytes: number;
            /** Scope */
            scope: string;
            /** Bounds */
            bounds: [
                number,
                number,
                number,
                number
            ];
            /** Min Zoom */
            min_zoom: number;
            /** Max Zoom */
            max_zoom: number;
            /** Credit */
            credit: string;
            /** Href */
            href: string;
        };
        /**
         * BesideOut
         * @description The chainage of a position on a road: `offset_m` away from it, right to `error_m`. `also` are other places of
         *     the road within reach of the position.
         */
        BesideOut: {
            /** Road */
            road: string;
            /** Part */
            part: string | null;
            /** Province Code */
            province_code: string | null;
            /** Chainage */
            chainage: string;
            /** Lon */
            lon: number;
            /** Lat */
            lat: number;
            /** Offset M */
            offset_m: number;
            /** Error M */
            error_m: number;
            /** Basis */
            basis: string;
            /** Also */
            also: string[];
        };
        /**
         * BesidesOut
         * @description Chainages of a position, the nearest road first.
         */
        BesidesOut: {
            /** Items */
            items: components["schemas"]["BesideOut"][];
        };
        /** Body_add_shelter_api_evacuations__evacuation_id__shelters_post */
        Body_add_shelter_api_evacuations__evacuation_id__shelters_post: {
            /**
             * Shelter Id
             * Format: uuid
             */
            shelter_id: string;
        };
        /** Body_end_event_api_events__event_id__end_post */
        Body_end_event_api_events__event_id__end_post: {
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
        };
        /** Body_take_form_api_resources_form_post */
        Body_take_form_api_resources_form_post: {
            /**
             * File
             * @description the filled-in form (XLSX)
             */
            file: string;
        };
        /**
         * BothOut
         * @description 3x3 classes: rows by the second variable, columns by the first, low to high.
         */
        BothOut: {
            /** First Breaks */
            first_breaks: number[];
            /** Second Breaks */
            second_breaks: number[];
            /** Cells */
            cells: number[][];
            /** Colours */
            colours: string[][];
            /** Numbers */
            numbers: number[];
        };
        /**
         * BreakerOut
         * @description The circuit breaker: closed is asked as usual, open is left alone until `retry_at`, half open is tried once.
         */
        BreakerOut: {
            /**
             * State
             * @enum {string}
             */
            state: "closed" | "open" | "half_open";
            /** Failures */
            failures: number;
            /** Retry At */
            retry_at: string | null;
        };
        /**
         * BroughtOut
         * @description What help brings, in the need's unit, and the minutes until the last of it is there; null: nothing comes.
         */
        BroughtOut: {
            /** Amount */
            amount: number;
            /** Minutes */
            minutes: number | null;
        };
        /**
         * BulkBody
         * @description One action on many. `id` is made by the page, so that a repeat does nothing twice.
         */
        BulkBody: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Action
             * @enum {string}
             */
            action: "verify" | "respond" | "resolve" | "reject" | "reopen" | "assign" | "unassign" | "claim" | "release" | "merge";
            /** Items */
            items: components["schemas"]["BulkItemIn"][];
            /** Reason */
            reason?: string | null;
            assignee?: components["schemas"]["AssigneeIn"] | null;
            /** Into */
            into?: string | null;
        };
        /**
         * BulkItemIn
         * @description One incident, and the etag that was read of it (`*`: whatever it is now).
         */
        BulkItemIn: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Etag
             * @default *
             */
            etag: string;
        };
        /**
         * BulkOut
         * @description What a bulk action did; what it did can be undone until somebody else changes it.
         */
        BulkOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Action */
            action: string;
            /** Done */
            done: number;
            /** Undone */
            undone: boolean;
            /** Results */
            results: components["schemas"]["BulkResultOut"][];
        };
        /**
         * BulkResultOut
         * @description What became of one of them: done, or the code of why not.
         */
        BulkResultOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Done */
            done: boolean;
            /** Code */
            code?: string | null;
        };
        /**
         * BulletinCited
         * @description The official bulletin that a stated risk level rests on. Without one no level is stated.
         */
        BulletinCited: {
            /** Issuer */
            issuer: string;
            /** Number */
            number: string;
            /**
             * Issued At
             * Format: date-time
             */
            issued_at: string;
            /** Level */
            level: number;
        };
        /**
         * BulletinDetail
         * @description A bulletin with its polygons (GeoJSON, EPSG:4326).
         */
        BulletinDetail: {
            /**
             * Kind
             * @default bulletin
             * @constant
             */
            kind: "bulletin";
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Sender */
            sender: string;
            /** Identifier */
            identifier: string;
            /**
             * Sent
             * Format: date-time
             */
            sent: string;
            /** Status */
            status: string;
            /** Message Type */
            message_type: string;
            /** Sender Name */
            sender_name: string;
            label: components["schemas"]["TextOut"];
            /** Official */
            official: boolean;
            /** Level */
            level: number | null;
            severity: components["schemas"]["geoops__hydromet__warnings__own__schemas__WordOut"] | null;
            urgency: components["schemas"]["geoops__hydromet__warnings__own__schemas__WordOut"] | null;
            certainty: components["schemas"]["geoops__hydromet__warnings__own__schemas__WordOut"] | null;
            /** Texts */
            texts: {
                [key: string]: {
                    [key: string]: string;
                };
            };
            /**
             * Begins At
             * Format: date-time
             */
            begins_at: string;
            /** Onset At */
            onset_at: string | null;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Expiry Stated */
            expiry_stated: boolean;
            /** Ended At */
            ended_at: string | null;
            /** In Force */
            in_force: boolean;
            /** Area Desc */
            area_desc: string | null;
            /** Communes */
            communes: components["schemas"]["geoops__hydromet__warnings__own__schemas__PlaceOut"][];
            /** Signature */
            signature: string;
            signature_label: components["schemas"]["TextOut"];
            /** Signer */
            signer: string | null;
            /** Notes */
            notes: components["schemas"]["NoteOut"][];
            /** Came By */
            came_by: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Original Url */
            original_url: string;
            /** Geometry */
            geometry: {
                [key: string]: unknown;
            } | null;
        };
        /**
         * BulletinOut
         * @description A CAP message of somebody else. `level` is the official risk level that it states, null where it states none.
         */
        BulletinOut: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "bulletin";
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Sender */
            sender: string;
            /** Identifier */
            identifier: string;
            /**
             * Sent
             * Format: date-time
             */
            sent: string;
            /** Status */
            status: string;
            /** Message Type */
            message_type: string;
            /** Sender Name */
            sender_name: string;
            label: components["schemas"]["TextOut"];
            /** Official */
            official: boolean;
            /** Level */
            level: number | null;
            severity: components["schemas"]["geoops__hydromet__warnings__own__schemas__WordOut"] | null;
            urgency: components["schemas"]["geoops__hydromet__warnings__own__schemas__WordOut"] | null;
            certainty: components["schemas"]["geoops__hydromet__warnings__own__schemas__WordOut"] | null;
            /** Texts */
            texts: {
                [key: string]: {
                    [key: string]: string;
                };
            };
            /**
             * Begins At
             * Format: date-time
             */
            begins_at: string;
            /** Onset At */
            onset_at: string | null;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Expiry Stated */
            expiry_stated: boolean;
            /** Ended At */
            ended_at: string | null;
            /** In Force */
            in_force: boolean;
            /** Area Desc */
            area_desc: string | null;
            /** Communes */
            communes: components["schemas"]["geoops__hydromet__warnings__own__schemas__PlaceOut"][];
            /** Signature */
            signature: string;
            signature_label: components["schemas"]["TextOut"];
            /** Signer */
            signer: string | null;
            /** Notes */
            notes: components["schemas"]["NoteOut"][];
            /** Came By */
            came_by: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Original Url */
            original_url: string;
        };
        /**
         * Camera
         * @description Where the map looked.
         */
        Camera: {
            /** Lon */
            lon: number;
            /** Lat */
            lat: number;
            /** Zoom */
            zoom: number;
        };
        /**
         * CardOut
         * @description A rehearsal card: how the rule did over an archive. `delivered`: it came with the program.
         */
        CardOut: {
            /** Id */
            id: number | null;
            /** Version */
            version: string;
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /** Made By */
            made_by: string;
            /** Archive */
            archive: string;
            /**
             * From At
             * Format: date-time
             */
            from_at: string;
            /**
             * To At
             * Format: date-time
             */
            to_at: string;
            /** Delivered */
            delivered: boolean;
            /** Card */
            card: {
                [key: string]: unknown;
            };
        };
        /**
         * CarriedIn
         * @description A report in the very words in which it was written down (`text`: the JSON body of `POST /api/incidents`).
         *
         *     `author` is the name of the person or team whose phone wrote it; `proof` their token's seal over `text`.
         */
        CarriedIn: {
            /** Text */
            text: string;
            /** Author */
            author: string;
            /** Author Label */
            author_label?: string | null;
            /** Made At */
            made_at?: string | null;
            /** Proof */
            proof?: string | null;
        };
        /**
         * CarriedOut
         * @description The report as it is kept, and whether its author is proven; unproven it stands under the carrier's name.
         */
        CarriedOut: {
            incident: components["schemas"]["IncidentOut"];
            /** Author */
            author: string;
            /** Proven */
            proven: boolean;
            /** Carrier */
            carrier: string;
        };
        /**
         * CarriesOut
         * @description Who brought a report, in order.
         */
        CarriesOut: {
            /**
             * Incident Id
             * Format: uuid
             */
            incident_id: string;
            /** Items */
            items: components["schemas"]["CarryOut"][];
        };
        /**
         * CarryOut
         * @description One carry of a report.
         */
        CarryOut: {
            /** Author */
            author: string;
            /** Author Label */
            author_label: string | null;
            /** Proven */
            proven: boolean;
            /** Carrier */
            carrier: string;
            /** Made At */
            made_at: string | null;
            /**
             * Carried At
             * Format: date-time
             */
            carried_at: string;
        };
        /**
         * CatalogueOut
         * @description The sets, and a page of their rows in the order of print.
         */
        CatalogueOut: {
            /** Sets */
            sets: components["schemas"]["SetOut"][];
            /** Items */
            items: components["schemas"]["NodeOut"][];
            /** Next */
            next: string | null;
        };
        /**
         * CellFaultOut
         * @description A cell (`F12`), and what is wrong with it or to note of it.
         */
        CellFaultOut: {
            /** Cell */
            cell: string;
            /** Indicator */
            indicator: string | null;
            reason: components["schemas"]["TextOut"];
        };
        /**
         * CellOut
         * @description A cell of a form with its indicator; rows of one name are told apart by `parent_name`. `id` is what a writer sends back as `expected`; one that is not `numeric`
         *     holds words.
         */
        CellOut: {
            indicator: components["schemas"]["NodeOut"];
            /** Id */
            id: number | null;
            /** Value */
            value: number | null;
            /** Value Text */
            value_text: string | null;
            /** Note */
            note: string | null;
            /** Entered By */
            entered_by: string | null;
            /** Known At */
            known_at: string | null;
            /** Previous */
            previous: number | null;
            /** Previous Text */
            previous_text: string | null;
            /** Numeric */
            numeric: boolean;
            parent_name: components["schemas"]["TextOut"] | null;
            unit: components["schemas"]["TextOut"] | null;
            /** Checks */
            checks: components["schemas"]["CheckOut"][];
            /** Parts */
            parts: components["schemas"]["CellPartOut"][];
        };
        /**
         * CellPartOut
         * @description A part of a cell's figure, by one dimension. `adds`: the parts of the dimension together are the total (`whole`)
         *     or not more than it (`within`); null where nothing is said of their sum. One whose code is not `listed` (never
         *     registered, or closed) takes no new value: what is kept of it is shown, and may be taken back with its reason.
         */
        CellPartOut: {
            /** Dimension */
            dimension: string;
            dimension_name: components["schemas"]["TextOut"];
            /** Code */
            code: string;
            name: components["schemas"]["TextOut"];
            /**
             * Standing
             * @enum {string}
             */
            standing: "listed" | "unregistered" | "closed";
            standing_name: components["schemas"]["TextOut"];
            /** Adds */
            adds: ("whole" | "within") | null;
            /** Id */
            id: number | null;
            /** Value */
            value: number | null;
            /** Note */
            note: string | null;
            /** Previous */
            previous: number | null;
        };
        /**
         * ChangeOut
         * @description One entry of the change log.
         */
        ChangeOut: {
            /** Seq */
            seq: number;
            /**
             * Recorded At
             * Format: date-time
             */
            recorded_at: string;
            /** Space */
            space: string;
            /** Actor */
            actor: string;
            /** Domain */
            domain: string;
            /** Entity */
            entity: string;
            /** Entity Id */
            entity_id: string;
            /** Op */
            op: string;
            /** Commune Code */
            commune_code: string | null;
            /** At */
            at: string | null;
            /** Payload */
            payload: {
                [key: string]: unknown;
            };
        };
        /**
         * ChangedOut
         * @description How many texts differ from what was there.
         */
        ChangedOut: {
            /** Changed */
            changed: number;
        };
        /**
         * ChangesOut
         * @description A part of the log in order; `next` is the sequence number to go on after, or null at the end.
         */
        ChangesOut: {
            /** Items */
            items: components["schemas"]["ChangeOut"][];
            /** Next */
            next: number | null;
        };
        /**
         * CheckOut
         * @description A check that a screen can make of a cell alone, while it is typed in: `low` and `high` of a range, `factor` of
         *     a jump against the period before. All checks are made again by the server.
         */
        CheckOut: {
            /** Rule */
            rule: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "range" | "whole" | "jump";
            /** Severity */
            severity: string;
            reason: components["schemas"]["TextOut"];
            /** Low */
            low: number | null;
            /** High */
            high: number | null;
            /** Factor */
            factor: number | null;
        };
        /**
         * ClassHere
         * @description How much of the commune lies in one class of a risk map.
         */
        ClassHere: {
            /** Number */
            number: number;
            /** Label */
            label: {
                [key: string]: string;
            };
            /** Area Km2 */
            area_km2: number;
            /** Share */
            share: number;
        };
        /**
         * ClassOut
         * @description A class of the legend.
         */
        ClassOut: {
            /** Name */
            name: string;
            label: components["schemas"]["TextOut"];
            /** Color */
            color: string;
        };
        /**
         * ClosedOut
         * @description What closing a road would do. `closing` stretches are closed that are open now; `cuts` are cut as it is. `already`
         *     communes are cut off as it is, `off_network` ones have no loaded road near. Of the `short` communes the `looked_at`
         *     worst were worked out.
         */
        ClosedOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Network */
            network: boolean;
            /** Closing */
            closing: number;
            /** Cuts */
            cuts: number;
            /** Cut Off */
            cut_off: components["schemas"]["CutOffOut"][];
            /** Already */
            already: number;
            /** Off Network */
            off_network: number;
            /** Changed */
            changed: components["schemas"]["ReadinessChangedOut"][];
            /** Short */
            short: number;
            /** Looked At */
            looked_at: number;
            note: components["schemas"]["TextOut"];
        };
        /**
         * ClosingIn
         * @description From which day on no new value takes the code (null: it is open again), and why.
         */
        ClosingIn: {
            /** Valid To */
            valid_to: string | null;
            /** Reason */
            reason: string;
        };
        /**
         * CodeIn
         * @description A code proposed for the open list of a dimension. The code itself is made by the system when it is approved.
         */
        CodeIn: {
            /**
             * Dimension
             * @example poultry
             */
            dimension: string;
            /** Name Vi */
            name_vi: string;
            /** Name En */
            name_en?: string | null;
            /** Note */
            note?: string | null;
        };
        /**
         * CodeOut
         * @description A code or the proposal of one, who proposed it, and what was decided by whom.
         *
         *     `code` is null until it is approved. `etag` goes into `If-Match`. From `valid_to` on no new value takes it.
         */
        CodeOut: {
            /** Id */
            id: number;
            /** Dimension */
            dimension: string;
            dimension_name: components["schemas"]["TextOut"];
            /** Code */
            code: string | null;
            /** Name Vi */
            name_vi: string;
            /** Name En */
            name_en: string | null;
            /** Note */
            note: string | null;
            /** Proposer */
            proposer: string;
            /**
             * Proposed At
             * Format: date-time
             */
            proposed_at: string;
            /**
             * State
             * @enum {string}
             */
            state: "proposed" | "approved" | "refused";
            /** Decided By */
            decided_by: string | null;
            /** Decided At */
            decided_at: string | null;
            /** Reason */
            reason: string | null;
            /** Valid To */
            valid_to: string | null;
            /** Etag */
            etag: string;
        };
        /**
         * ColourClassesOut
         * @description Breaks belong to the class below them.
         */
        ColourClassesOut: {
            /** Method */
            method: string;
            /** Breaks */
            breaks: number[];
            /** Counts */
            counts: number[];
            /** Locked */
            locked: boolean;
            /** Colours */
            colours: string[];
        };
        /**
         * CommandPostIn
         * @description A seat in a commune's civil-defence command.
         */
        CommandPostIn: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Commune Code */
            commune_code: string;
            /**
             * Role
             * @enum {string}
             */
            role: "head" | "standing_deputy" | "deputy" | "member";
            /** Title */
            title: string;
            /** Holder */
            holder?: string | null;
            /** Phone */
            phone?: string | null;
            /** Confirmed At */
            confirmed_at?: string | null;
        };
        /**
         * CommandPostOut
         * @description A seat in a commune's command.
         */
        CommandPostOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string | null;
            /**
             * Role
             * @enum {string}
             */
            role: "head" | "standing_deputy" | "deputy" | "member";
            /** Title */
            title: string;
            /** Holder */
            holder: string | null;
            /** Phone */
            phone: string | null;
            /**
             * Confirmed At
             * Format: date-time
             */
            confirmed_at: string;
            /** Counter */
            counter: string;
            /** Age Days */
            age_days: number;
            /** Stale */
            stale: boolean;
            /** Demo */
            demo: boolean;
        };
        /**
         * CommuneDetail
         * @description All that is known of one commune itself.
         */
        CommuneDetail: {
            /** Code */
            code: string;
            /** Name Vi */
            name_vi: string;
            /** Full Name Vi */
            full_name_vi: string;
            /** Name En */
            name_en: string;
            /**
             * Unit Type
             * @enum {string}
             */
            unit_type: "xã" | "phường" | "đặc khu";
            /** Province Code */
            province_code: string;
            /** Province Name */
            province_name: string;
            /** Population */
            population: number | null;
            /** Population Note */
            population_note: string | null;
            /** Area Km2 */
            area_km2: number;
            /** Lon */
            lon: number;
            /** Lat */
            lat: number;
            /**
             * Bbox
             * @description west, south, east, north in degrees
             */
            bbox: [
                number,
                number,
                number,
                number
            ];
            /**
             * Approximate
             * @description true: the boundary is approximate (ranh giới gần đúng)
             */
            approximate: boolean;
            /** Published Area Km2 */
            published_area_km2: number | null;
            /** Merged From */
            merged_from: string | null;
            /** Decision */
            decision: string | null;
            /** Admin Centre */
            admin_centre: string | null;
            /**
             * Valid From
             * Format: date
             */
            valid_from: string;
            /**
             * Valid To
             * @description first day on which it no longer holds
             */
            valid_to: string | null;
        };
        /**
         * CommuneList
         * @description Communes found, best first.
         */
        CommuneList: {
            /** Items */
            items: components["schemas"]["CommuneOut"][];
        };
        /**
         * CommuneOut
         * @description A commune in a list. `lon`, `lat` is a point inside it; `area_km2` is computed from the boundary.
         */
        CommuneOut: {
            /** Code */
            code: string;
            /** Name Vi */
            name_vi: string;
            /** Full Name Vi */
            full_name_vi: string;
            /** Name En */
            name_en: string;
            /**
             * Unit Type
             * @enum {string}
             */
            unit_type: "xã" | "phường" | "đặc khu";
            /** Province Code */
            province_code: string;
            /** Province Name */
            province_name: string;
            /** Population */
            population: number | null;
            /** Population Note */
            population_note: string | null;
            /** Area Km2 */
            area_km2: number;
            /** Lon */
            lon: number;
            /** Lat */
            lat: number;
            /**
             * Bbox
             * @description west, south, east, north in degrees
             */
            bbox: [
                number,
                number,
                number,
                number
            ];
            /**
             * Approximate
             * @description true: the boundary is approximate (ranh giới gần đúng)
             */
            approximate: boolean;
        };
        /**
         * CommuneRainOut
         * @description Rain of a commune; see docs/decisions/0020-hydromet.md for what each figure means.
         *
         *     `method` is `gauges` where its own gauges measured, and null where nothing did: an estimate stands apart, in
         *     `estimate`, and only where it was asked for.
         */
        CommuneRainOut: {
            /** Commune Code */
            commune_code: string;
            /** Mean Mm */
            mean_mm: number | null;
            /** Max Mm */
            max_mm: number | null;
            /** Mean Class */
            mean_class: string | null;
            /** Max Class */
            max_class: string | null;
            /** Gauges */
            gauges: number;
            /** Age Minutes */
            age_minutes: number | null;
            /** Covered */
            covered: number;
            /** Apportioned */
            apportioned: number;
            /** Starts At */
            starts_at: string | null;
            /** Ends At */
            ends_at: string | null;
            /** Excluded */
            excluded: number;
            /** Method */
            method: "gauges" | null;
            estimate: components["schemas"]["RainEstimateOut"] | null;
            unknown_reason: components["schemas"]["TextOut"] | null;
        };
        /**
         * CommuneRainsOut
         * @description A page of communes with their rain over the `window` before `at`; `hours` is its length where that is whole.
         */
        CommuneRainsOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Window */
            window: string;
            /** Hours */
            hours: number | null;
            /**
             * Starts At
             * Format: date-time
             */
            starts_at: string;
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
            /** Items */
            items: components["schemas"]["CommuneRainOut"][];
            /** Next */
            next: string | null;
        };
        /**
         * CompareOut
         * @description Everything along `ids`: values, classes (-1: not compared, see `gaps`), ranks, hot spots.
         */
        CompareOut: {
            /** Question */
            question: {
                [key: string]: unknown;
            };
            first: components["schemas"]["VariableOut"];
            second: components["schemas"]["VariableOut"] | null;
            /** Ids */
            ids: string[];
            /** Values */
            values: (number | null)[];
            /** Numbers */
            numbers: number[];
            /** Gaps */
            gaps: {
                [key: string]: components["schemas"]["FigureGapOut"];
            };
            /** Second Values */
            second_values: (number | null)[] | null;
            /** Second Gaps */
            second_gaps: {
                [key: string]: components["schemas"]["FigureGapOut"];
            };
            classes: components["schemas"]["ColourClassesOut"];
            both: components["schemas"]["BothOut"] | null;
            correlation: components["schemas"]["CorrelationOut"] | null;
            summary: components["schemas"]["FigureSummaryOut"] | null;
            histogram: components["schemas"]["HistogramOut"] | null;
            ranks: components["schemas"]["FigureRanksOut"] | null;
            hot_spots: components["schemas"]["HotSpotsOut"] | null;
            rates: components["schemas"]["RatesOut"] | null;
            /** Notes */
            notes: components["schemas"]["TextOut"][];
            /** Boundary Version */
            boundary_version: number | null;
            /** Approximate */
            approximate: boolean;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Seq */
            seq: number;
            /** Digest */
            digest: string;
        };
        /**
         * CompareQuery
         * @description What is compared. A variable is the code of an indicator, `layer:<layer>:<field>`, or
         *     `hazard:<risk map>:<class>` (the share of a commune in that class and above).
         */
        CompareQuery: {
            /**
             * Indicator
             * @description the first variable
             */
            indicator: string;
            /** Period */
            period?: string | null;
            /**
             * Nature
             * @default actual
             * @enum {string}
             */
            nature: "actual" | "plan" | "estimate" | "scenario" | "forecast";
            /**
             * Dimensions
             * @description name=code,name=code; none: the total
             */
            dimensions?: string | null;
            /** Against */
            against?: ("previous_period" | "previous_season" | "previous_year" | "december_last_year" | "same_period_last_year" | "plan" | "estimate" | "scenario" | "cumulative") | null;
            /** From Kind */
            from_kind?: ("hour" | "day" | "month" | "quarter" | "half_year" | "season") | null;
            /**
             * Second
             * @description a second variable: bivariate classes and correlation
             */
            second?: string | null;
            /** Second Period */
            second_period?: string | null;
            /**
             * Second Nature
             * @default actual
             * @enum {string}
             */
            second_nature: "actual" | "plan" | "estimate" | "scenario" | "forecast";
            /** Second Dimensions */
            second_dimensions?: string | null;
            /** Second Against */
            second_against?: ("previous_period" | "previous_season" | "previous_year" | "december_last_year" | "same_period_last_year" | "plan" | "estimate" | "scenario" | "cumulative") | null;
            /** Province */
            province?: string | null;
            /**
             * Method
             * @default quantile
             * @enum {string}
             */
            method: "equal_interval" | "quantile" | "natural_breaks" | "standard_deviation" | "threshold" | "manual";
            /**
             * Classes
             * @default 5
             */
            classes: number;
            /**
             * Breaks
             * @description upper bounds of all classes but the last: locked
             */
            breaks?: string | null;
            /** Second Breaks */
            second_breaks?: string | null;
            /**
             * Basis
             * @description the text that sets a legal threshold
             */
            basis?: string | null;
            /**
             * Accept
             * @description compare these all the same
             */
            accept?: string | null;
            /**
             * Known At
             * @description as the system knew it at this time
             */
            known_at?: string | null;
            /**
             * Hot Spots
             * @default false
             */
            hot_spots: boolean;
            /**
             * Alpha
             * @default 0.05
             */
            alpha: number;
            /**
             * Denominator
             * @description `population` or an indicator: the first variable becomes a rate of it
             */
            denominator?: string | null;
            /** Denominator Period */
            denominator_period?: string | null;
            /**
             * Per
             * @default 100
             */
            per: number;
            /**
             * Shrink
             * @description empirical Bayes
             * @default false
             */
            shrink: boolean;
            /**
             * Ranks
             * @default true
             */
            ranks: boolean;
        };
        /**
         * ComponentIn
         * @description A component indicator proposed for an open list; unit, frequency and office in words the catalogue knows.
         */
        ComponentIn: {
            /**
             * Parent
             * @example lai_chau.A.I.7
             */
            parent: string;
            /** Name Vi */
            name_vi: string;
            /** Name En */
            name_en: string;
            /** Unit */
            unit?: string | null;
            /** Frequency */
            frequency?: string | null;
            /** Responsible */
            responsible?: string | null;
            /**
             * Value Kind
             * @enum {string}
             */
            value_kind: "count" | "amount" | "rate" | "text";
            /**
             * Over Places
             * @default none
             * @enum {string}
             */
            over_places: "sum" | "none";
            /**
             * Over Time
             * @default none
             * @enum {string}
             */
            over_time: "sum" | "last" | "none";
            /**
             * Grounds
             * @description why it is needed
             */
            grounds: string;
        };
        /**
         * ComputedFromOut
         * @description Operational data that a row is counted from, with the address where they stand.
         */
        ComputedFromOut: {
            /** Code */
            code: string;
            name: components["schemas"]["TextOut"];
            /** Href */
            href: string;
        };
        /**
         * ConfigOut
         * @description What the page starts with.
         */
        ConfigOut: {
            /** Product */
            product: string;
            /** Version */
            version: string;
            /** Basemap Url */
            basemap_url: string | null;
            /** Default Space */
            default_space: string;
            /** Default Bounds */
            default_bounds: [
                number,
                number,
                number,
                number
            ];
            /** Notices */
            notices: components["schemas"]["NoticeOut"][];
            /** Credits */
            credits: string[];
        };
        /**
         * ConfirmIn
         * @description The items that the second person stands for.
         */
        ConfirmIn: {
            /** Items */
            items: string[];
        };
        /**
         * ContradictionOut
         * @description A report that came under the id of this one with other content.
         */
        ContradictionOut: {
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /** Reporter */
            reporter: string;
            /** Body */
            body: {
                [key: string]: unknown;
            };
        };
        /**
         * CorrelationOut
         * @description Over the `n` communes that have both.
         */
        CorrelationOut: {
            /** N */
            n: number;
            /** Pearson */
            pearson: number | null;
            /** Spearman */
            spearman: number | null;
        };
        /**
         * CountIn
         * @description A further count of a resource.
         */
        CountIn: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Quantity */
            quantity: number;
            /**
             * State
             * @default ready
             * @enum {string}
             */
            state: "ready" | "in_use" | "repair" | "unusable";
            /** Counted At */
            counted_at?: string | null;
        };
        /**
         * CountOut
         * @description One count of a resource, as it was made.
         */
        CountOut: {
            /** Quantity */
            quantity: number;
            /**
             * State
             * @enum {string}
             */
            state: "ready" | "in_use" | "repair" | "unusable";
            /**
             * Counted At
             * Format: date-time
             */
            counted_at: string;
            /** Counter */
            counter: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
        };
        /**
         * CountsOut
         * @description The counts of a resource, newest first.
         */
        CountsOut: {
            /** Items */
            items: components["schemas"]["CountOut"][];
        };
        /**
         * CutOffOut
         * @description A commune that no open road would lead to any more.
         */
        CutOffOut: {
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string;
            /** Population */
            population: number | null;
            /** Lon */
            lon: number;
            /** Lat */
            lat: number;
        };
        /**
         * DamageHere
         * @description What the commune has reported for the newest event; no total means that it has not.
         */
        DamageHere: {
            event: components["schemas"]["EventOut"];
            /** Totals */
            totals: components["schemas"]["TotalOut"][];
        };
        /**
         * DamageIn
         * @description A commune's report. What is left out is not reported, which is not zero.
         * @example {
         *       "as_of": "2026-07-22T06:00:00+07:00",
         *       "commune_code": "02680",
         *       "event_id": "0190d5e4-5d2e-7a3c-8f0b-6a1f0c9b2d40",
         *       "figures": [
         *         {
         *           "item": "injured",
         *           "quantity": 2
         *         },
         *         {
         *           "item": "crop_land",
         *           "quantity": 15000,
         *           "unit": "m²"
         *         }
         *       ],
         *       "id": "0190d5e4-5d2e-7a3c-8f0b-6a1f0c9b2d3f",
         *       "measure": "cumulative",
         *       "stage": "quick"
         *     }
         */
        DamageIn: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Event Id
             * Format: uuid
             */
            event_id: string;
            /** Commune Code */
            commune_code: string;
            /**
             * Stage
             * @default quick
             * @enum {string}
             */
            stage: "quick" | "daily" | "final";
            /**
             * Measure
             * @default cumulative
             * @enum {string}
             */
            measure: "cumulative" | "period" | "incident";
            /** Starts At */
            starts_at?: string | null;
            /**
             * As Of
             * Format: date-time
             */
            as_of: string;
            /** Incident Id */
            incident_id?: string | null;
            /** Replaces */
            replaces?: string | null;
            /** Reason */
            reason?: string | null;
            /** Note */
            note?: string | null;
            /** Figures */
            figures: components["schemas"]["FigureIn"][];
        };
        /**
         * DamageOut
         * @description A report of damage.
         */
        DamageOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Event Id
             * Format: uuid
             */
            event_id: string;
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string | null;
            /**
             * Stage
             * @enum {string}
             */
            stage: "quick" | "daily" | "final";
            /**
             * Measure
             * @enum {string}
             */
            measure: "cumulative" | "period" | "incident";
            /** Starts At */
            starts_at: string | null;
            /**
             * As Of
             * Format: date-time
             */
            as_of: string;
            /** Incident Id */
            incident_id: string | null;
            /** Replaces */
            replaces: string | null;
            /** Replaced By */
            replaced_by: string | null;
            /** Reason */
            reason: string | null;
            /** Note */
            note: string | null;
            /** Reported By */
            reported_by: string;
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Figures */
            figures: components["schemas"]["FigureOut"][];
        };
        /**
         * DangerDetailOut
         * @description One commune with what every rule that is on computes for it now, and what was said of it in the last two days.
         */
        DangerDetailOut: {
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string;
            /** Province Code */
            province_code: string;
            /** Province Name */
            province_name: string;
            /** Lon */
            lon: number;
            /** Lat */
            lat: number;
            /** Exposed */
            exposed: number | null;
            /** Level */
            level: number | null;
            /** Kind */
            kind: ("official" | "reference") | null;
            /** Since */
            since: string | null;
            official: components["schemas"]["OfficialOut"] | null;
            reference: components["schemas"]["ReferenceOut"] | null;
            /** Reasons */
            reasons: components["schemas"]["TextOut"][];
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Worked Out At */
            worked_out_at: string | null;
            /** Now */
            now: components["schemas"]["RuleHereOut"][];
            /** History */
            history: components["schemas"]["SaidOut"][];
        };
        /**
         * DangerOut
         * @description The danger of a commune: the official level where one was issued, else the reference; null: cannot be told.
         *
         *     Level 0 means below every threshold of the rules that are on; it does not promise safety. `exposed` is how many
         *     live in the commune.
         */
        DangerOut: {
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string;
            /** Province Code */
            province_code: string;
            /** Province Name */
            province_name: string;
            /** Lon */
            lon: number;
            /** Lat */
            lat: number;
            /** Exposed */
            exposed: number | null;
            /** Level */
            level: number | null;
            /** Kind */
            kind: ("official" | "reference") | null;
            /** Since */
            since: string | null;
            official: components["schemas"]["OfficialOut"] | null;
            reference: components["schemas"]["ReferenceOut"] | null;
            /** Reasons */
            reasons: components["schemas"]["TextOut"][];
        };
        /**
         * DangersOut
         * @description Communes in danger, the worst first. `worked_out_at`: up to when the reference levels were computed.
         */
        DangersOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Worked Out At */
            worked_out_at: string | null;
            /**
             * Rules
             * @description ids of the rules that are on
             */
            rules: string[];
            /** Count */
            count: number;
            /** Items */
            items: components["schemas"]["DangerOut"][];
            /** Next */
            next: string | null;
        };
        /**
         * DatabaseOut
         * @description A database as a decision names it, its owner, the offices that report from it, its sources, its indicators.
         */
        DatabaseOut: {
            /** Set */
            set: string;
            /** Name */
            name: string;
            /** Owner */
            owner: string | null;
            /** Offices */
            offices: string[];
            /** Sources */
            sources: string[];
            /** Indicators */
            indicators: number;
        };
        /**
         * DecisionIn
         * @description What is decided about a proposal, and why.
         */
        DecisionIn: {
            /** Approve */
            approve: boolean;
            /** Reason */
            reason: string;
        };
        /**
         * DeliveryOut
         * @description The receipt of one warning for one recipient.
         */
        DeliveryOut: {
            /** Id */
            id: number;
            /**
             * Alert Id
             * Format: uuid
             */
            alert_id: string;
            /** Headline */
            headline: string;
            /**
             * Subscription Id
             * Format: uuid
             */
            subscription_id: string;
            /** Recipient */
            recipient: string;
            /** Kind */
            kind: string;
            /** Shown */
            shown: string;
            /**
             * State
             * @enum {string}
             */
            state: "waiting" | "delivered" | "given_up";
            /** Attempts */
            attempts: number;
            /** Last Error */
            last_error: string | null;
            /** Last At */
            last_at: string | null;
            /** Next At */
            next_at: string | null;
            /** Delivered At */
            delivered_at: string | null;
        };
        /**
         * DerivedOut
         * @description How a row follows from other rows. `supplied`: its base is no row of the decision, so the office supplies it.
         */
        DerivedOut: {
            /** Kind */
            kind: string;
            /** Against */
            against: string | null;
            /** Of */
            of: string[];
            /** Over */
            over: string | null;
        };
        /**
         * DifferenceOut
         * @description A field that differs from the message before, or from what the template says.
         */
        DifferenceOut: {
            /** Field */
            field: string;
            /** Before */
            before: string;
            /** After */
            after: string;
        };
        /**
         * DimensionOut
         * @description A dimension with its code list, printed and approved codes; an open list takes further ones.
         *
         *     `closed` says from which day on a code takes no new value.
         */
        DimensionOut: {
            /** Code */
            code: string;
            name: components["schemas"]["TextOut"];
            /** Open */
            open: boolean;
            /** Items */
            items: {
                [key: string]: components["schemas"]["TextOut"];
            };
            /** Closed */
            closed: {
                [key: string]: string;
            };
        };
        /**
         * DiseaseFormOut
         * @description What can be said of an outbreak.
         */
        DiseaseFormOut: {
            /** Diseases */
            diseases: components["schemas"]["DiseaseOut"][];
            /** Items */
            items: {
                [key: string]: components["schemas"]["DiseaseItemOut"][];
            };
            /** Species */
            species: {
                [key: string]: components["schemas"]["TextOut"];
            };
            /** Zones */
            zones: {
                [key: string]: components["schemas"]["TextOut"];
            };
            /** Statuses */
            statuses: {
                [key: string]: components["schemas"]["TextOut"];
            };
        };
        /**
         * DiseaseHere
         * @description The active outbreaks of the commune, and the zones that reach into it, those of its neighbours' outbreaks too.
         */
        DiseaseHere: {
            /** Outbreaks */
            outbreaks: components["schemas"]["OutbreakOut"][];
            /** Zones */
            zones: components["schemas"]["ZoneHere"][];
        };
        /**
         * DiseaseItemOut
         * @description Something that is counted.
         */
        DiseaseItemOut: {
            /** Item */
            item: string;
            name: components["schemas"]["TextOut"];
            /** Unit */
            unit: string;
            /** Adds */
            adds: boolean;
            /** Source */
            source: string;
            /** Certainty */
            certainty: string;
        };
        /**
         * DiseaseOut
         * @description A disease with what follows from it.
         */
        DiseaseOut: {
            /** Disease */
            disease: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "human" | "animal";
            name: components["schemas"]["TextOut"];
            /** Short */
            short: string | null;
            /** Group */
            group: string | null;
            /** Species */
            species: string[];
            /** Source */
            source: string;
            /** Certainty */
            certainty: string;
            /** End After Days */
            end_after_days: number | null;
            /** End Source */
            end_source: string;
            /** End Certainty */
            end_certainty: string;
            /** Zones */
            zones: components["schemas"]["ZoneDefaultOut"][];
            /** Zones Source */
            zones_source: string | null;
            /** Zones Certainty */
            zones_certainty: string | null;
        };
        /**
         * DiseaseSummaryOut
         * @description Disease by commune in the time from `since` to `at`. A place that is not listed has no outbreak on record.
         */
        DiseaseSummaryOut: {
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Places */
            places: components["schemas"]["PlaceTotalOut"][];
        };
        /**
         * DispatchCostIn
         * @description Money in whole đồng, or hours of work.
         */
        DispatchCostIn: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Item */
            item: string;
            /** Amount Vnd */
            amount_vnd?: number | null;
            /** Hours */
            hours?: number | null;
            /** Note */
            note?: string | null;
        };
        /**
         * DispatchCostOut
         * @description A cost as it was written down.
         */
        DispatchCostOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Item */
            item: string;
            /** Amount Vnd */
            amount_vnd: number | null;
            /** Hours */
            hours: number | null;
            /** Note */
            note: string | null;
            /** Noted By */
            noted_by: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
        };
        /**
         * DispatchIn
         * @description A request for help (no unit), or units that are offered or assigned at once. The id is made by the sender.
         *
         *     `kind` and `amount` may be left out for a team. Where it goes: the incident's place, else `position`, else the
         *     middle of the commune.
         */
        DispatchIn: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind?: string | null;
            /** Amount */
            amount?: number | null;
            /** To Commune Code */
            to_commune_code?: string | null;
            /** Incident Id */
            incident_id?: string | null;
            position?: components["schemas"]["geoops__resources__schemas__PositionIn"] | null;
            unit?: components["schemas"]["DispatchUnitIn"] | null;
            /**
             * State
             * @default requested
             * @enum {string}
             */
            state: "requested" | "offered" | "assigned";
            /** Note */
            note?: string | null;
            /** Override */
            override?: string | null;
            /** At */
            at?: string | null;
        };
        /**
         * DispatchKindOut
         * @description Something that can be asked for; `whole`: half of one makes no sense.
         */
        DispatchKindOut: {
            /** Kind */
            kind: string;
            /** Pillar */
            pillar: string;
            label: components["schemas"]["TextOut"];
            /** Unit */
            unit: string;
            /** Whole */
            whole: boolean;
        };
        /**
         * DispatchOut
         * @description A dispatch as it stands. `hours_away` counts from setting out to being back, or to now.
         *
         *     `short` is by how much the newest count of the resource is lower than what is out of it: to be cleared up.
         */
        DispatchOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** State */
            state: string;
            state_label: components["schemas"]["TextOut"];
            /** Kind */
            kind: string;
            kind_label: components["schemas"]["TextOut"];
            /** Amount */
            amount: number;
            /** Unit */
            unit: string;
            /** Returned */
            returned: number | null;
            /** Resource Id */
            resource_id: string | null;
            /** Resource Name */
            resource_name: string | null;
            /** Team */
            team: string | null;
            /** Commune Code */
            commune_code: string | null;
            /** Commune Name */
            commune_name: string | null;
            /** To Commune Code */
            to_commune_code: string;
            /** To Commune Name */
            to_commune_name: string | null;
            /** Incident Id */
            incident_id: string | null;
            /** Request Id */
            request_id: string | null;
            /** Note */
            note: string | null;
            start: components["schemas"]["geoops__resources__schemas__PositionOut"] | null;
            goal: components["schemas"]["geoops__resources__schemas__PositionOut"];
            /** Distance Km */
            distance_km: number | null;
            /** Requested By */
            requested_by: string;
            /**
             * Requested At
             * Format: date-time
             */
            requested_at: string;
            /**
             * State At
             * Format: date-time
             */
            state_at: string;
            /** Left At */
            left_at: string | null;
            /** Ended At */
            ended_at: string | null;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Hours Away */
            hours_away: number | null;
            /** Cost Vnd */
            cost_vnd: number;
            /** Hours */
            hours: number;
            /** Short */
            short: number;
            /** Steps */
            steps: components["schemas"]["NextOut"][];
            /** Etag */
            etag: string;
        };
        /**
         * DispatchStateOut
         * @description A state of the definition. `holds`: nobody else is given the units.
         */
        DispatchStateOut: {
            /** State */
            state: string;
            label: components["schemas"]["TextOut"];
            /** Holds */
            holds: boolean;
            /** Steps */
            steps: components["schemas"]["NextOut"][];
        };
        /**
         * DispatchStepIn
         * @description A step of a dispatch. `id` is the sender's, so that the same step sent again is taken once.
         *
         *     `unit` and `amount` go with offer and assign (less than was asked for leaves the rest waiting), `returned` with
         *     return: what did not come back is used up or lost.
         */
        DispatchStepIn: {
            /** Id */
            id?: string | null;
            /** At */
            at?: string | null;
            /** Reason */
            reason?: string | null;
            unit?: components["schemas"]["DispatchUnitIn"] | null;
            /** Amount */
            amount?: number | null;
            /** Override */
            override?: string | null;
            /** Returned */
            returned?: number | null;
        };
        /**
         * DispatchStepOut
         * @description A step that was taken.
         */
        DispatchStepOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Number */
            number: number;
            /** Action */
            action: string;
            label: components["schemas"]["TextOut"];
            /** From State */
            from_state: string | null;
            /** State */
            state: string;
            state_label: components["schemas"]["TextOut"];
            /** Amount */
            amount: number;
            /** Reason */
            reason: string | null;
            /** Override */
            override: string | null;
            /** Actor */
            actor: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
        };
        /**
         * DispatchUnitIn
         * @description The units that are given: an amount of a counted resource, or a whole team of a commune.
         */
        DispatchUnitIn: {
            /** Resource Id */
            resource_id?: string | null;
            /** Team */
            team?: string | null;
            /** Team Commune Code */
            team_commune_code?: string | null;
        };
        /**
         * DueOut
         * @description A commune whose report is due: why, and since when. `last_as_of` is null where none came yet.
         */
        DueOut: {
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string | null;
            /** Open Incidents */
            open_incidents: number;
            /** Last As Of */
            last_as_of: string | null;
            /**
             * Due At
             * Format: date-time
             */
            due_at: string;
            /** Overdue */
            overdue: boolean;
        };
        /**
         * EarlierOut
         * @description A value that the cell had: who wrote it, when, by what way, and why it was changed.
         */
        EarlierOut: {
            /** Value */
            value: number | null;
            /** Note */
            note: string | null;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Superseded At */
            superseded_at: string | null;
            /** Entered By */
            entered_by: string;
            /** Method */
            method: string;
            /** Source */
            source: string;
            /** Reason */
            reason: string | null;
        };
        /**
         * EscalationLevelOut
         * @description A level of the ladder; an incident that nobody takes up reaches it so many minutes after its deadline.
         */
        EscalationLevelOut: {
            /** Level */
            level: number;
            name: components["schemas"]["TextOut"];
            /** After Minutes */
            after_minutes: number;
        };
        /**
         * EscalationMessageOut
         * @description The receipt of one message for one recipient.
         */
        EscalationMessageOut: {
            /** Id */
            id: number;
            /**
             * Recipient Id
             * Format: uuid
             */
            recipient_id: string;
            /** Recipient */
            recipient: string;
            /** Kind */
            kind: string;
            /** Shown */
            shown: string;
            /**
             * Raised At
             * Format: date-time
             */
            raised_at: string;
            /** Incidents */
            incidents: components["schemas"]["Raised"][];
            /** Trial */
            trial: boolean;
            /**
             * State
             * @enum {string}
             */
            state: "waiting" | "delivered" | "given_up";
            /** Attempts */
            attempts: number;
            /** Last Error */
            last_error: string | null;
            /** Last At */
            last_at: string | null;
            /** Next At */
            next_at: string | null;
            /** Delivered At */
            delivered_at: string | null;
        };
        /**
         * EscalationRecipientIn
         * @description Somebody to tell. `address` and `secret` are never shown again. `area`: `vn`, province or commune codes.
         */
        EscalationRecipientIn: {
            /** Name */
            name: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "webhook" | "email" | "apprise";
            /**
             * Address
             * Format: password
             */
            address: string;
            /** Secret */
            secret?: string | null;
            /** Area */
            area: string[];
            /**
             * Least Level
             * @default 1
             */
            least_level: number;
        };
        /**
         * EscalationRecipientOut
         * @description A recipient; of its address only so much that one knows which it is.
         *
         *     `readable` is false where the key that sealed the address is gone: nothing arrives until it is entered again.
         *     `etag` goes into `If-Match`.
         */
        EscalationRecipientOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Kind */
            kind: string;
            /** Shown */
            shown: string;
            /** Signed */
            signed: boolean;
            /** Readable */
            readable: boolean;
            /** Area */
            area: string[];
            /** Least Level */
            least_level: number;
            /** Created By */
            created_by: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Etag */
            etag: string;
        };
        /**
         * EscalationRecipientPatch
         * @description What is to be otherwise; what is left out stays, and `secret: null` ends the signing.
         */
        EscalationRecipientPatch: {
            /** Address */
            address?: string | null;
            /** Secret */
            secret?: string | null;
            /** Name */
            name?: string | null;
            /** Area */
            area?: string[] | null;
            /** Least Level */
            least_level?: number | null;
        };
        /**
         * EscalationTrialOut
         * @description A message for trial that was written; its receipt follows.
         */
        EscalationTrialOut: {
            /** Message Id */
            message_id: number;
        };
        /**
         * EvacuationIn
         * @description An order to leave. The id is made by the sender, who may send the same again for ever.
         */
        EvacuationIn: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Commune Code */
            commune_code: string;
            /** Hamlet */
            hamlet?: string | null;
            position?: components["schemas"]["geoops__resources__schemas__PositionIn"] | null;
            /** People */
            people: number;
            /** Reason */
            reason: string;
            /** Ordered By */
            ordered_by: string;
            /** Ordered At */
            ordered_at?: string | null;
            /** Shelter Ids */
            shelter_ids: string[];
            /** Incident Id */
            incident_id?: string | null;
        };
        /**
         * EvacuationOut
         * @description An order with what was counted. `on_the_road` is out less in: on the way, or missing.
         *
         *     `not_counted_out` is what arrived beyond what was counted out: the counting at the start has gaps.
         */
        EvacuationOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string | null;
            /** Hamlet */
            hamlet: string | null;
            /** People */
            people: number;
            /** Reason */
            reason: string;
            /** Ordered By */
            ordered_by: string;
            /**
             * Ordered At
             * Format: date-time
             */
            ordered_at: string;
            /** Incident Id */
            incident_id: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "ordered" | "closed" | "cancelled";
            state_label: components["schemas"]["TextOut"];
            /**
             * State At
             * Format: date-time
             */
            state_at: string;
            /** State Reason */
            state_reason: string | null;
            /** Out */
            out: number;
            /** Arrived */
            arrived: number;
            /** Home */
            home: number;
            /** On The Road */
            on_the_road: number;
            /** Not Counted Out */
            not_counted_out: number;
            /** Not Yet Out */
            not_yet_out: number;
            /** Last Counted At */
            last_counted_at: string | null;
            /** Shelters */
            shelters: components["schemas"]["RoomOut"][];
            /** Room Left */
            room_left: number | null;
            /** Households */
            households: number;
            /** Household People */
            household_people: number;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Created By */
            created_by: string;
            /** Etag */
            etag: string;
        };
        /**
         * EventIn
         * @description A spell of disaster; its id comes from whoever writes it.
         */
        EventIn: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /**
             * Starts At
             * Format: date-time
             */
            starts_at: string;
            /** Ends At */
            ends_at?: string | null;
        };
        /**
         * EventOut
         * @description A spell of disaster, and how far its counting has come.
         */
        EventOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /**
             * Starts At
             * Format: date-time
             */
            starts_at: string;
            /** Ends At */
            ends_at: string | null;
            /** Created By */
            created_by: string;
            /** Reports */
            reports: number;
            /** Communes Reported */
            communes_reported: number;
        };
        /**
         * FeedOut
         * @description A feed and its last run in this space.
         *
         *     `newest_at` is the newest time of measurement it brought, where the source states times; `age_minutes` counts from
         *     it, else from the last good run. `address` leaves out everything behind the path.
         */
        FeedOut: {
            /** Name */
            name: string;
            title: components["schemas"]["TextOut"];
            /** Kind */
            kind: string | null;
            /** Origin */
            origin: ("program" | "file" | "api") | null;
            /** Address */
            address: string | null;
            /** Rhythm S */
            rhythm_s: number | null;
            /** On */
            on: boolean;
            /**
             * State
             * @enum {string}
             */
            state: "off" | "never" | "on_time" | "late" | "silent" | "failed" | "suspect";
            why: components["schemas"]["TextOut"] | null;
            breaker: components["schemas"]["BreakerOut"];
            /** Last Run Id */
            last_run_id: number | null;
            /** Last Run At */
            last_run_at: string | null;
            /** Last Good At */
            last_good_at: string | null;
            /** Newest At */
            newest_at: string | null;
            /** Age Minutes */
            age_minutes: number | null;
            /** Took S */
            took_s: number | null;
            /** Fetched Bytes */
            fetched_bytes: number | null;
            /** Decoded */
            decoded: number | null;
            /** New */
            new: number | null;
            /** Changed */
            changed: number | null;
            /** Unchanged */
            unchanged: number | null;
            /** Refused Count */
            refused_count: number | null;
            /** Refused */
            refused: {
                [key: string]: unknown;
            }[];
            /** Error */
            error: {
                [key: string]: string;
            } | null;
        };
        /**
         * FeedsOut
         * @description All feeds that are known or have run in this space.
         */
        FeedsOut: {
            /** Items */
            items: components["schemas"]["FeedOut"][];
        };
        /**
         * FieldOut
         * @description A property of a layer's features. `words`: what its codes mean (several may stand with commas between); null
         *     where it holds none. A `commune` is the code of one. `is_quantity`: whether places can be compared by it; a number
         *     that speaks of the data, or whose unit differs from place to place, is none. `is_private`: it tells of persons, or may:
         *     the public does not get it where the layer is open.
         */
        FieldOut: {
            /** Name */
            name: string;
            label: components["schemas"]["TextOut"];
            /** Unit */
            unit: string | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "number" | "text" | "time" | "commune";
            /** Is Quantity */
            is_quantity: boolean;
            /** Is Private */
            is_private: boolean;
            /** Words */
            words?: {
                [key: string]: components["schemas"]["TextOut"];
            } | null;
        };
        /**
         * FigureCardOut
         * @description All that is known of one figure. `recompute` asks for the very same figure again.
         */
        FigureCardOut: {
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string;
            /** Indicator */
            indicator: string;
            name: components["schemas"]["TextOut"];
            /** Unit */
            unit: string | null;
            /** Period */
            period: string | null;
            /** Value */
            value: number | null;
            gap: components["schemas"]["FigureGapOut"] | null;
            formula: components["schemas"]["TextOut"];
            /** Inputs */
            inputs: components["schemas"]["FigureInputOut"][];
            /** Carried */
            carried: {
                [key: string]: unknown;
            };
            source: components["schemas"]["TextOut"];
            /** Decision */
            decision: string | null;
            /** Responsible */
            responsible: string | null;
            /** Database */
            database: string | null;
            /** Approval */
            approval: string | null;
            approval_label: components["schemas"]["TextOut"] | null;
            /** Steps */
            steps: components["schemas"]["FigureStepOut"][];
            /** History */
            history: components["schemas"]["EarlierOut"][];
            /** Units From */
            units_from: string | null;
            /** Boundary Version */
            boundary_version: number | null;
            /** Boundary Source */
            boundary_source: string | null;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Recompute */
            recompute: string;
        };
        /**
         * FigureGapOut
         * @description Why a commune is not compared; `value` is what stands there all the same.
         */
        FigureGapOut: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "no_data" | "not_comparable";
            /**
             * Cause
             * @enum {string}
             */
            cause: "missing" | "period" | "boundary" | "approval" | "completeness" | "denominator" | "method";
            text: components["schemas"]["TextOut"];
            /** Value */
            value: number | null;
        };
        /**
         * FigureHere
         * @description An indicator of the commune; a null value has its reason.
         */
        FigureHere: {
            /** Code */
            code: string;
            /** Name */
            name: {
                [key: string]: string;
            };
            /** Value */
            value: number | null;
            /** Reason */
            reason: {
                [key: string]: string;
            } | null;
            /** Unit */
            unit: string | null;
            /** Period */
            period: string | null;
            /** Source */
            source: string;
        };
        /**
         * FigureIn
         * @description A figure in one of the item's units; `parts` are named shares of it.
         */
        FigureIn: {
            /** Item */
            item: string;
            /** Quantity */
            quantity: number;
            /** Unit */
            unit?: string | null;
            /** Parts */
            parts?: {
                [key: string]: number;
            };
        };
        /**
         * FigureInputOut
         * @description One input of a figure, as it was kept.
         */
        FigureInputOut: {
            /** Name */
            name: string;
            /** Value */
            value: number | null;
        };
        /**
         * FigureOut
         * @description A figure in the item's unit, beside what was written; `confirmed_by` where a second person stands for it.
         */
        FigureOut: {
            /** Item */
            item: string;
            name: components["schemas"]["TextOut"];
            /** Quantity */
            quantity: number;
            /** Unit */
            unit: string;
            /** Written Quantity */
            written_quantity: number;
            /** Written Unit */
            written_unit: string;
            /** Parts */
            parts: {
                [key: string]: number;
            };
            /** Needs Confirmation */
            needs_confirmation: boolean;
            /** Confirmed By */
            confirmed_by: string | null;
        };
        /**
         * FigureRanksOut
         * @description Along `ids`: the rank, 1 for the greatest, and how many places it rose since `against`; null where not known.
         */
        FigureRanksOut: {
            /** Against */
            against: string | null;
            /** Ranks */
            ranks: (number | null)[];
            /** Changes */
            changes: (number | null)[];
        };
        /**
         * FigureStepOut
         * @description A step of the report that a figure stands in.
         */
        FigureStepOut: {
            /** Action */
            action: string;
            /** State */
            state: string;
            /** Actor */
            actor: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Reason */
            reason: string | null;
        };
        /**
         * FigureSummaryOut
         * @description Of the values that are compared.
         */
        FigureSummaryOut: {
            /** Count */
            count: number;
            /** Least */
            least: number;
            /** Lower Quartile */
            lower_quartile: number;
            /** Median */
            median: number;
            /** Upper Quartile */
            upper_quartile: number;
            /** Most */
            most: number;
            /** Mean */
            mean: number;
            /** Standard Deviation */
            standard_deviation: number;
        };
        /**
         * FilledOut
         * @description An indicator that values are kept of.
         */
        FilledOut: {
            /** Code */
            code: string;
            /** Set */
            set: string;
            /** Group */
            group: string;
            /** Stt */
            stt: string | null;
            name: components["schemas"]["TextOut"];
            /** Unit */
            unit: string | null;
        };
        /**
         * FilledPeriodOut
         * @description A period for which values are kept, and of how many communes.
         */
        FilledPeriodOut: {
            /** Period */
            period: string;
            label: components["schemas"]["TextOut"];
            /** Nature */
            nature: string;
            /** Communes */
            communes: number;
        };
        /**
         * FindingOut
         * @description A figure that a check objects to: an `error` stops the report, a `warning` needs an explanation.
         */
        FindingOut: {
            /** Indicator */
            indicator: string;
            /** Rule */
            rule: string;
            /** Severity */
            severity: string;
            reason: components["schemas"]["TextOut"];
        };
        /**
         * FlawOut
         * @description A cell that lowers a score, and why.
         */
        FlawOut: {
            /** Quality */
            quality: string;
            /** Office */
            office: string;
            office_name: components["schemas"]["TextOut"];
            /** Commune Code */
            commune_code: string | null;
            /** Indicator */
            indicator: string;
            indicator_name: components["schemas"]["TextOut"];
            reason: components["schemas"]["TextOut"];
        };
        /**
         * FlawsOut
         * @description Cells that lower scores; `count` of them, of which the first are listed.
         */
        FlawsOut: {
            /** Count */
            count: number;
            /** Items */
            items: components["schemas"]["FlawOut"][];
        };
        /**
         * ForecastOut
         * @description The forecast that a layer shows: whose, when the model was run (or, where the source does not say, when it was
         *     read), and how far it reaches.
         */
        ForecastOut: {
            source: components["schemas"]["TextOut"];
            /**
             * Issued At
             * Format: date-time
             */
            issued_at: string;
            /** Is Run */
            is_run: boolean;
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
        };
        /**
         * FormChoiceOut
         * @description One answer.
         */
        FormChoiceOut: {
            /** Value */
            value: string;
            label: components["schemas"]["TextOut"];
        };
        /**
         * FormFieldOut
         * @description A question; its answer is sent as `fields.<name>`. `kinds` null: asked for every kind.
         */
        FormFieldOut: {
            /** Name */
            name: string;
            label: components["schemas"]["TextOut"];
            /** Type */
            type: string;
            /** Kinds */
            kinds: string[] | null;
            /** Required */
            required: boolean;
            /** Unit */
            unit: string | null;
            /** Min */
            min: number | null;
            /** Max */
            max: number | null;
            /** Max Length */
            max_length: number | null;
            /** Choices */
            choices: components["schemas"]["FormChoiceOut"][];
        };
        /**
         * FormKindOut
         * @description A kind of incident. `danger_to_life`: 0 none by itself, 1 likely, 2 people are in danger now.
         */
        FormKindOut: {
            /** Kind */
            kind: string;
            label: components["schemas"]["TextOut"];
            /** Icon */
            icon: string;
            /** Danger To Life */
            danger_to_life: number;
        };
        /**
         * FormPlaceOut
         * @description A way to tell a place, in the order in which it is offered; the metres hold where no accuracy was measured.
         */
        FormPlaceOut: {
            /** Method */
            method: string;
            label: components["schemas"]["TextOut"];
            /** Uncertainty M */
            uncertainty_m: number | null;
        };
        /**
         * FormSeverityOut
         * @description One of five degrees.
         */
        FormSeverityOut: {
            /** Severity */
            severity: number;
            label: components["schemas"]["TextOut"];
        };
        /**
         * FormTakenOut
         * @description What a form brought. `unchanged` rows said nothing new: the same file again is unchanged throughout.
         */
        FormTakenOut: {
            /** Commune Code */
            commune_code: string;
            /** Version */
            version: string;
            /** Added */
            added: number;
            /** Counted */
            counted: number;
            /** Changed */
            changed: number;
            /** Unchanged */
            unchanged: number;
        };
        /**
         * GaugeRainOut
         * @description Rain of a gauge over a window; `excluded` is the share of it whose values a quality rule leaves out.
         */
        GaugeRainOut: {
            /** Window */
            window: string;
            /** Mm */
            mm: number | null;
            /** Covered */
            covered: number;
            /** Apportioned */
            apportioned: number;
            /** Excluded */
            excluded: number;
            /** Age Minutes */
            age_minutes: number | null;
            /** Starts At */
            starts_at: string | null;
            /** Ends At */
            ends_at: string | null;
        };
        /**
         * GridCommuneOut
         * @description What a step holds in a commune: mean by area, highest cell, share of the commune that is known, and the share
         *     of that at or above each of the stops. Nothing known: null, never 0.
         */
        GridCommuneOut: {
            /** Commune Code */
            commune_code: string;
            /** Mean */
            mean: number | null;
            /** Max */
            max: number | null;
            /** Covered */
            covered: number;
            /** Above */
            above: (number | null)[];
            /** Class Number */
            class_number: number | null;
        };
        /**
         * GridCommunesOut
         * @description A step in every commune. `measured` is false where it was not worked out for the boundaries in use yet.
         */
        GridCommunesOut: {
            step: components["schemas"]["GridStepOut"];
            /** Measured */
            measured: boolean;
            /** Stops */
            stops: number[];
            /** Items */
            items: components["schemas"]["GridCommuneOut"][];
            /** Next */
            next?: string | null;
        };
        /**
         * GridLoadOut
         * @description What a file brought.
         */
        GridLoadOut: {
            /** Product */
            product: string;
            /** New */
            new: number;
            /** Changed */
            changed: number;
            /** Unchanged */
            unchanged: number;
            /** Communes Changed */
            communes_changed: number;
            /** Refused */
            refused: components["schemas"]["RefusedFieldOut"][];
            /** Ignored */
            ignored: {
                [key: string]: number;
            };
        };
        /**
         * GridProductOut
         * @description A product of which something was loaded. `layers` are the map layers that draw it.
         */
        GridProductOut: {
            /** Id */
            id: string;
            title: components["schemas"]["TextOut"];
            /**
             * Kind
             * @enum {string}
             */
            kind: "observed" | "forecast" | "reference";
            /** Format */
            format: string;
            /** Credit */
            credit: string;
            /** Licence */
            licence: string;
            /** Variables */
            variables: string[];
            /** Layers */
            layers: string[];
            /** Keep Days */
            keep_days: number;
            /** Rhythm Minutes */
            rhythm_minutes: number | null;
            /** Steps */
            steps: number;
            /** Latest At */
            latest_at: string | null;
            /** Issued At */
            issued_at: string | null;
        };
        /**
         * GridProductsOut
         * @description All products.
         */
        GridProductsOut: {
            /** Items */
            items: components["schemas"]["GridProductOut"][];
        };
        /**
         * GridRainOut
         * @description Rain of a commune over a window from grids; see `max_exact`: else the maximum is an upper bound.
         */
        GridRainOut: {
            /** Commune Code */
            commune_code: string;
            /** Product */
            product: string;
            /** Mean Mm */
            mean_mm: number | null;
            /** Max Mm */
            max_mm: number | null;
            /** Max Exact */
            max_exact: boolean;
            /** Covered */
            covered: number;
            /** Apportioned */
            apportioned: number;
            /**
             * Starts At
             * Format: date-time
             */
            starts_at: string;
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
            /** Issued At */
            issued_at: string | null;
            /** Age Minutes */
            age_minutes: number;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
        };
        /**
         * GridRainsOut
         * @description Rain by commune; `items` is empty where nothing is known, which is no zero.
         */
        GridRainsOut: {
            /** Items */
            items: components["schemas"]["GridRainOut"][];
        };
        /**
         * GridStepOut
         * @description One variable over one step. `stored` says whether its file is still there: after its retention only what it
         *     held in communes is. `flags` says what is doubtful.
         */
        GridStepOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Product */
            product: string;
            /** Variable */
            variable: string;
            /** Unit */
            unit: string;
            /**
             * Starts At
             * Format: date-time
             */
            starts_at: string;
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
            /** Issued At */
            issued_at: string | null;
            /** Member */
            member: number | null;
            /** Least */
            least: number;
            /** Most */
            most: number;
            /** Bounds */
            bounds: number[];
            /** Flags */
            flags: string[];
            /** Stored */
            stored: boolean;
            /** Source File */
            source_file: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Superseded At */
            superseded_at: string | null;
        };
        /**
         * GroupMemberOut
         * @description A report of a group, and how like the first it is.
         */
        GroupMemberOut: {
            incident: components["schemas"]["IncidentOut"];
            /** Score */
            score: number;
        };
        /**
         * GroupsOut
         * @description What could be merged, largest group first.
         */
        GroupsOut: {
            /** Items */
            items: components["schemas"]["geoops__incidents__triage__schemas__GroupOut"][];
        };
        /**
         * HandoverIn
         * @description To whom the shift goes, and what to tell them. Sent again under the same `id`, it is signed once.
         */
        HandoverIn: {
            /** Id */
            id?: string | null;
            /** To */
            to: string;
            /** Note */
            note?: string | null;
        };
        /**
         * HandoverOut
         * @description A signed list of what is open. `hash` covers its content and the hash of the one before.
         */
        HandoverOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Number */
            number: number;
            /** Scope */
            scope: string;
            /** Signed By */
            signed_by: string;
            /** Handed To */
            handed_to: string;
            /**
             * Signed At
             * Format: date-time
             */
            signed_at: string;
            /** Accepted By */
            accepted_by: string | null;
            /** Accepted At */
            accepted_at: string | null;
            /** Hash */
            hash: string;
            /** Previous Hash */
            previous_hash: string;
            /** Content */
            content: {
                [key: string]: unknown;
            };
        };
        /**
         * HandoversOut
         * @description Newest first.
         */
        HandoversOut: {
            /** Items */
            items: components["schemas"]["HandoverOut"][];
        };
        /**
         * HazardHere
         * @description A risk map in the commune; `mapped_share` is the share of the commune that has any class.
         */
        HazardHere: {
            /** Layer */
            layer: string;
            /** Hazard */
            hazard: string;
            /** Title */
            title: {
                [key: string]: string;
            };
            /**
             * Made On
             * Format: date
             */
            made_on: string;
            /** Mapped Share */
            mapped_share: number;
            /** Classes */
            classes: components["schemas"]["ClassHere"][];
        };
        /**
         * HazardsOut
         * @description The word as issued per hazard; null is no warning of that hazard.
         */
        HazardsOut: {
            /** Landslide */
            landslide: string | null;
            /** Flash Flood */
            flash_flood: string | null;
        };
        /**
         * HelpOut
         * @description For a need that fails: what is missing, and the nearest surplus of it.
         */
        HelpOut: {
            /** Need */
            need: string;
            /**
             * Pillar
             * @enum {string}
             */
            pillar: "command" | "forces" | "means" | "logistics";
            label: components["schemas"]["TextOut"];
            /** Unit */
            unit: string;
            /** Missing */
            missing: number | null;
            /** Enough */
            enough: boolean;
            advice: components["schemas"]["TextOut"] | null;
            /** Offers */
            offers: components["schemas"]["OfferOut"][];
        };
        /**
         * HelpsOut
         * @description What would help a commune most, the weakest need first. `how` says what the distances are.
         */
        HelpsOut: {
            /** Commune Code */
            commune_code: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            how: components["schemas"]["TextOut"];
            /** Items */
            items: components["schemas"]["HelpOut"][];
        };
        /**
         * HistogramOut
         * @description How many values lie between each two edges.
         */
        HistogramOut: {
            /** Edges */
            edges: number[];
            /** Counts */
            counts: number[];
        };
        /**
         * HolderOut
         * @description Whom a token stands for: a person, or a team.
         */
        HolderOut: {
            /** Kind */
            kind: string;
            /** Name */
            name: string;
            /** Label */
            label: string;
            /** Roles */
            roles: string[];
            /** Scope */
            scope: string;
            /** Expires At */
            expires_at: string | null;
        };
        /**
         * HotSpotsOut
         * @description Local Moran's I along `ids`: `kinds` is null where there is no value. Neighbours share an edge or a corner.
         */
        HotSpotsOut: {
            /** Kinds */
            kinds: (string | null)[];
            /** Local I */
            local_i: (number | null)[];
            /** P */
            p: (number | null)[];
            /** Global I */
            global_i: number;
            /** Global P */
            global_p: number;
            /** Cut Off */
            cut_off: number;
            /** Alpha */
            alpha: number;
            /** Permutations */
            permutations: number;
            /** Seed */
            seed: number;
            /** Islands */
            islands: string[];
            /** Neighbours */
            neighbours: {
                [key: string]: string[];
            };
        };
        /**
         * HourAheadOut
         * @description One hour that is forecast as a whole.
         */
        HourAheadOut: {
            /**
             * Starts At
             * Format: date-time
             */
            starts_at: string;
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
            /** Mean Mm */
            mean_mm: number;
        };
        /**
         * HourOut
         * @description One hour of the silhouette; null where no gauge knows at least half of it.
         */
        HourOut: {
            /**
             * Starts At
             * Format: date-time
             */
            starts_at: string;
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
            /** Mean Mm */
            mean_mm: number | null;
            /** Max Mm */
            max_mm: number | null;
            /** Gauges */
            gauges: number;
        };
        /**
         * HouseholdIn
         * @description A household of an order: personal data, for those who need it.
         */
        HouseholdIn: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Head */
            head: string;
            /** Phone */
            phone?: string | null;
            /** People */
            people: number;
            /** Needs */
            needs?: string | null;
        };
        /**
         * HouseholdOut
         * @description A household as it was written down.
         */
        HouseholdOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Head */
            head: string;
            /** Phone */
            phone: string | null;
            /** People */
            people: number;
            /** Needs */
            needs: string | null;
            /** Noted By */
            noted_by: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
        };
        /**
         * ImportOut
         * @description What became of a document: new, or there already.
         */
        ImportOut: {
            /** New */
            new: boolean;
            bulletin: components["schemas"]["BulletinOut"];
        };
        /**
         * ImportedOut
         * @description What became of a workbook's rows.
         */
        ImportedOut: {
            /** New */
            new: number;
            /** Changed */
            changed: number;
            /** Unchanged */
            unchanged: number;
        };
        /**
         * IncidentIn
         * @description A report. `id` is made on the device that first writes it; the same report may be sent for ever.
         *
         *     `fields` answers the questions of `GET /api/incidents/form`, whose `version` is `definition_version`. A landmark,
         *     or a road with a chainage, is said in words beside a position or a commune; a chainage of a loaded road is a place
         *     by itself, also as `position: {"road": "QL4D", "chainage": "105+300"}`. `device_id` tells apart the phones
         *     that share one token.
         * @example {
         *       "fields": {
         *         "passable": "no",
         *         "people_trapped": 2
         *       },
         *       "id": "0190d5e4-5d2e-7a3c-8f0b-6a1f0c9b2d3e",
         *       "kind": "landslide",
         *       "note": "Sạt lở taluy dương, đường tắc",
         *       "occurred_at": "2026-07-22T02:10:00+07:00",
         *       "position": {
         *         "accuracy_m": 12,
         *         "lat": 22.48,
         *         "lon": 103.97,
         *         "method": "gps"
         *       },
         *       "severity": 4
         *     }
         */
        IncidentIn: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            /** Occurred At */
            occurred_at?: string | null;
            position?: components["schemas"]["geoops__incidents__schemas__PositionIn"] | null;
            reporter_position?: components["schemas"]["geoops__incidents__schemas__PositionIn"] | null;
            /** Commune Code */
            commune_code?: string | null;
            /** Landmark */
            landmark?: string | null;
            /** Road */
            road?: string | null;
            /** Chainage */
            chainage?: string | null;
            /** Severity */
            severity?: number | null;
            /** Note */
            note?: string | null;
            /** Fields */
            fields?: {
                [key: string]: unknown;
            } | null;
            /** Definition Version */
            definition_version?: string | null;
            /** Device Id */
            device_id?: string | null;
        };
        /**
         * IncidentOut
         * @description An incident.
         *
         *     `uncertainty_m`: the place is within this of `position`. `reporter_distance_m`: from where the reporter stood.
         *     `doubtful_fields`: answers written by an older form, kept as they came. `clock_offset_s`: how far the device's
         *     clock was ahead of the server's when it sent. `known_at` is the space's clock, `received_at` the machine's.
         */
        IncidentOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            /** Kind Label */
            kind_label: {
                [key: string]: string;
            };
            /** State */
            state: string;
            /** State Label */
            state_label: {
                [key: string]: string;
            };
            /**
             * State At
             * Format: date-time
             */
            state_at: string;
            /** Severity */
            severity: number | null;
            /** Note */
            note: string | null;
            /** Fields */
            fields: {
                [key: string]: unknown;
            };
            /** Doubtful Fields */
            doubtful_fields: string[];
            /**
             * Occurred At
             * Format: date-time
             */
            occurred_at: string;
            /** Clock Doubtful */
            clock_doubtful: boolean;
            /** Clock Offset S */
            clock_offset_s: number | null;
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            position: components["schemas"]["geoops__incidents__schemas__PositionOut"] | null;
            /** Uncertainty M */
            uncertainty_m: number | null;
            /** Landmark */
            landmark: string | null;
            /** Road */
            road: string | null;
            /** Chainage */
            chainage: string | null;
            reporter_position: components["schemas"]["geoops__incidents__schemas__PositionOut"] | null;
            /** Reporter Distance M */
            reporter_distance_m: number | null;
            /** Far Apart */
            far_apart: boolean;
            /** Commune Code */
            commune_code: string | null;
            /** Commune Name */
            commune_name: string | null;
            /** Outside Scope */
            outside_scope: boolean;
            /** Reporter */
            reporter: string;
            /** Due At */
            due_at: string | null;
            /** Overdue */
            overdue: boolean;
            /** Level */
            level: number;
            /** Level Label */
            level_label: {
                [key: string]: string;
            };
            assignee: components["schemas"]["AssigneeOut"] | null;
            /** Holder */
            holder: string | null;
            /** Held At */
            held_at: string | null;
            /** Seen At */
            seen_at: string | null;
            /** Acted At */
            acted_at: string | null;
            /** Merged Into */
            merged_into: string | null;
            /** Witnesses */
            witnesses: number;
            /** Attachments */
            attachments: number;
            /** Etag */
            etag: string;
        };
        /**
         * IncidentPatch
         * @description What may be changed of an incident; what is left out stays, and null empties.
         */
        IncidentPatch: {
            /** Kind */
            kind?: string | null;
            /** Severity */
            severity?: number | null;
            /** Note */
            note?: string | null;
            position?: components["schemas"]["geoops__incidents__schemas__PositionIn"] | null;
            /** Commune Code */
            commune_code?: string | null;
            /** Landmark */
            landmark?: string | null;
            /** Road */
            road?: string | null;
            /** Chainage */
            chainage?: string | null;
            /** Fields */
            fields?: {
                [key: string]: unknown;
            } | null;
        };
        /**
         * IncidentsHere
         * @description The open incidents: how many, and the newest of them.
         */
        IncidentsHere: {
            /** Open */
            open: number;
            /** Items */
            items: components["schemas"]["IncidentOut"][];
        };
        /**
         * IngestOut
         * @description What became of a batch; `refused` lists at most 10,000 rows, `refused_count` counts them all.
         */
        IngestOut: {
            /** New */
            new: number;
            /** Changed */
            changed: number;
            /** Unchanged */
            unchanged: number;
            /** Refused */
            refused: components["schemas"]["RefusedOut"][];
            /** Refused Count */
            refused_count: number;
        };
        /**
         * InspectionIn
         * @description What somebody found at a work.
         */
        InspectionIn: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * State
             * @enum {string}
             */
            state: "good" | "damaged" | "unsafe" | "broken";
            /** Note */
            note?: string | null;
            /** Inspected At */
            inspected_at?: string | null;
        };
        /**
         * InspectionOut
         * @description An inspection.
         */
        InspectionOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** State */
            state: string;
            label: components["schemas"]["TextOut"];
            /** Note */
            note: string | null;
            /**
             * Inspected At
             * Format: date-time
             */
            inspected_at: string;
            /** Inspector */
            inspector: string;
        };
        /**
         * ItemGroupOut
         * @description Items that stand together.
         */
        ItemGroupOut: {
            /** Group */
            group: string;
            name: components["schemas"]["TextOut"];
            /** Items */
            items: components["schemas"]["ItemOut"][];
        };
        /**
         * ItemOut
         * @description An item of the form. `certainty` recalled: shown as reference until checked against the annex forms.
         */
        ItemOut: {
            /** Item */
            item: string;
            name: components["schemas"]["TextOut"];
            /** Unit */
            unit: string;
            /** Units */
            units: {
                [key: string]: number;
            };
            /** Whole */
            whole: boolean;
            /** Confirm */
            confirm: boolean;
            /** Parts */
            parts: components["schemas"]["geoops__incidents__damage__schemas__PartOut"][];
            /** Source */
            source: string;
            /** Certainty */
            certainty: string;
        };
        /**
         * KindOut
         * @description A kind of incident, for the form.
         */
        KindOut: {
            /** Kind */
            kind: string;
            /** Label */
            label: {
                [key: string]: string;
            };
            /** Icon */
            icon: string;
        };
        /**
         * KindTotalOut
         * @description What a commune holds of one kind: only what is counted within the month and ready counts as ready.
         */
        KindTotalOut: {
            /** Kind */
            kind: string;
            label: components["schemas"]["TextOut"];
            /** Unit */
            unit: string;
            /** Quantity */
            quantity: number;
            /** Ready */
            ready: number;
        };
        /**
         * KindsOut
         * @description All kinds in the order of the form.
         */
        KindsOut: {
            /** Items */
            items: components["schemas"]["KindOut"][];
        };
        /**
         * LanguageTextsIn
         * @description The texts of one language, written by hand.
         */
        LanguageTextsIn: {
            /** Headline */
            headline: string;
            /** Description */
            description: string;
            /** Instruction */
            instruction: string;
        };
        /**
         * LatestOut
         * @description The newest value of a variable.
         */
        LatestOut: {
            /** Variable */
            variable: string;
            title: components["schemas"]["TextOut"];
            /** Unit */
            unit: string;
            /** Value */
            value: number;
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
            /** Flags */
            flags: string[];
        };
        /**
         * LayerOut
         * @description A layer as the map gets to know it.
         */
        LayerOut: {
            /** Id */
            id: string;
            /** Domain */
            domain: string;
            /** Group */
            group: string;
            group_title: components["schemas"]["TextOut"];
            title: components["schemas"]["TextOut"];
            description: components["schemas"]["TextOut"] | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "geometry" | "values" | "raster";
            /** Geometry */
            geometry: ("point" | "line" | "polygon") | null;
            /** Geometry Layer */
            geometry_layer: string | null;
            /** Tiles */
            tiles: string;
            /** Source Layer */
            source_layer: string;
            /** Min Zoom */
            min_zoom: number;
            /** Max Zoom */
            max_zoom: number;
            /** Values */
            values: string | null;
            /** Bounds */
            bounds: [
                number,
                number,
                number,
                number
            ] | null;
            style: components["schemas"]["StyleOut"];
            legend: components["schemas"]["LegendOut"];
            /**
             * Time
             * @enum {string}
             */
            time: "none" | "instant";
            /** Fresh For S */
            fresh_for_s: number | null;
            /** Latest At */
            latest_at: string | null;
            /** Age S */
            age_s: number | null;
            /** Stale */
            stale: boolean;
            /** Count */
            count: number | null;
            /** Version */
            version: number;
            /** Depends On */
            depends_on: [
                string,
                string
            ][];
            /** Public */
            public: boolean;
            /** Visible */
            visible: boolean;
            /** Order */
            order: number;
            /** Fields */
            fields: components["schemas"]["FieldOut"][];
            notice: components["schemas"]["TextOut"] | null;
            /** Attribution */
            attribution: string | null;
            /** Is Forecast */
            is_forecast: boolean;
            forecast: components["schemas"]["ForecastOut"] | null;
        };
        /**
         * LayersOut
         * @description Every layer that the caller may see, in the order of the panel.
         */
        LayersOut: {
            /** Items */
            items: components["schemas"]["LayerOut"][];
        };
        /**
         * LegendItemOut
         * @description One class of the legend; `value` null is “no data”.
         */
        LegendItemOut: {
            /** Value */
            value: string | number | null;
            label: components["schemas"]["TextOut"];
            /** Color */
            color: string;
            /** Pattern */
            pattern: string | null;
            /** Shape */
            shape: string | null;
        };
        /**
         * LegendOut
         * @description The legend.
         */
        LegendOut: {
            title: components["schemas"]["TextOut"] | null;
            /** Unit */
            unit: string | null;
            /** Items */
            items: components["schemas"]["LegendItemOut"][];
        };
        /**
         * LikelyListOut
         * @description The most alike first.
         */
        LikelyListOut: {
            /** Items */
            items: components["schemas"]["LikelyOut"][];
        };
        /**
         * LikelyOut
         * @description A report that looks like the same event, and in what it does (each part 0 to 1).
         */
        LikelyOut: {
            incident: components["schemas"]["IncidentOut"];
            /** Score */
            score: number;
            /** Place */
            place: number;
            /** Time */
            time: number;
            /** Kind */
            kind: number;
            /** Text */
            text: number;
            /** Metres */
            metres: number | null;
            /** Hours */
            hours: number;
            /** Proposed */
            proposed: boolean;
        };
        /** Listing[Annotated[Union[AlertOut, BulletinOut, WarningOut], FieldInfo(annotation=NoneType, required=True, discriminator='kind')]] */
        Listing_Annotated_Union_AlertOut__BulletinOut__WarningOut___FieldInfo_annotation_NoneType__required_True__discriminator__kind____: {
            /** Items */
            items: (components["schemas"]["AlertOut"] | components["schemas"]["BulletinOut"] | components["schemas"]["WarningOut"])[];
            /** Next */
            next?: string | null;
        };
        /** Listing[AreaOut] */
        Listing_AreaOut_: {
            /** Items */
            items: components["schemas"]["geoops__hazards__schemas__AreaOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[AssignmentOut] */
        Listing_AssignmentOut_: {
            /** Items */
            items: components["schemas"]["AssignmentOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[BulletinOut] */
        Listing_BulletinOut_: {
            /** Items */
            items: components["schemas"]["BulletinOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[CodeOut] */
        Listing_CodeOut_: {
            /** Items */
            items: components["schemas"]["CodeOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[CommandPostOut] */
        Listing_CommandPostOut_: {
            /** Items */
            items: components["schemas"]["CommandPostOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[CommuneOut] */
        Listing_CommuneOut_: {
            /** Items */
            items: components["schemas"]["CommuneOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[DamageOut] */
        Listing_DamageOut_: {
            /** Items */
            items: components["schemas"]["DamageOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[DatabaseOut] */
        Listing_DatabaseOut_: {
            /** Items */
            items: components["schemas"]["DatabaseOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[DeliveryOut] */
        Listing_DeliveryOut_: {
            /** Items */
            items: components["schemas"]["DeliveryOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[DimensionOut] */
        Listing_DimensionOut_: {
            /** Items */
            items: components["schemas"]["DimensionOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[DispatchOut] */
        Listing_DispatchOut_: {
            /** Items */
            items: components["schemas"]["DispatchOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[DueOut] */
        Listing_DueOut_: {
            /** Items */
            items: components["schemas"]["DueOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[EscalationLevelOut] */
        Listing_EscalationLevelOut_: {
            /** Items */
            items: components["schemas"]["EscalationLevelOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[EscalationMessageOut] */
        Listing_EscalationMessageOut_: {
            /** Items */
            items: components["schemas"]["EscalationMessageOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[EscalationRecipientOut] */
        Listing_EscalationRecipientOut_: {
            /** Items */
            items: components["schemas"]["EscalationRecipientOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[EvacuationOut] */
        Listing_EvacuationOut_: {
            /** Items */
            items: components["schemas"]["EvacuationOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[EventOut] */
        Listing_EventOut_: {
            /** Items */
            items: components["schemas"]["EventOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[FilledOut] */
        Listing_FilledOut_: {
            /** Items */
            items: components["schemas"]["FilledOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[FilledPeriodOut] */
        Listing_FilledPeriodOut_: {
            /** Items */
            items: components["schemas"]["FilledPeriodOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[GridStepOut] */
        Listing_GridStepOut_: {
            /** Items */
            items: components["schemas"]["GridStepOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[IncidentOut] */
        Listing_IncidentOut_: {
            /** Items */
            items: components["schemas"]["IncidentOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[ObservationOut] */
        Listing_ObservationOut_: {
            /** Items */
            items: components["schemas"]["ObservationOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[OutbreakOut] */
        Listing_OutbreakOut_: {
            /** Items */
            items: components["schemas"]["OutbreakOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[OutbreakReportOut] */
        Listing_OutbreakReportOut_: {
            /** Items */
            items: components["schemas"]["OutbreakReportOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[PartChoiceOut] */
        Listing_PartChoiceOut_: {
            /** Items */
            items: components["schemas"]["PartChoiceOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[ProposalOut] */
        Listing_ProposalOut_: {
            /** Items */
            items: components["schemas"]["ProposalOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[PushOut] */
        Listing_PushOut_: {
            /** Items */
            items: components["schemas"]["PushOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[RecipientOut] */
        Listing_RecipientOut_: {
            /** Items */
            items: components["schemas"]["RecipientOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[ReservoirNoticeOut] */
        Listing_ReservoirNoticeOut_: {
            /** Items */
            items: components["schemas"]["ReservoirNoticeOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[ResourceOut] */
        Listing_ResourceOut_: {
            /** Items */
            items: components["schemas"]["ResourceOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[RoadOut] */
        Listing_RoadOut_: {
            /** Items */
            items: components["schemas"]["RoadOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[RoadPointOut] */
        Listing_RoadPointOut_: {
            /** Items */
            items: components["schemas"]["RoadPointOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[RunOut] */
        Listing_RunOut_: {
            /** Items */
            items: components["schemas"]["RunOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[SavedViewOut] */
        Listing_SavedViewOut_: {
            /** Items */
            items: components["schemas"]["SavedViewOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[ShelterOut] */
        Listing_ShelterOut_: {
            /** Items */
            items: components["schemas"]["ShelterOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[StationOut] */
        Listing_StationOut_: {
            /** Items */
            items: components["schemas"]["StationOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[StoreOut] */
        Listing_StoreOut_: {
            /** Items */
            items: components["schemas"]["StoreOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[SubscriptionOut] */
        Listing_SubscriptionOut_: {
            /** Items */
            items: components["schemas"]["SubscriptionOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[TakingOut] */
        Listing_TakingOut_: {
            /** Items */
            items: components["schemas"]["TakingOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[Union[WorkOut, RoadPointOut]] */
        Listing_Union_WorkOut__RoadPointOut__: {
            /** Items */
            items: (components["schemas"]["WorkOut"] | components["schemas"]["RoadPointOut"])[];
            /** Next */
            next?: string | null;
        };
        /** Listing[ValueOut] */
        Listing_ValueOut_: {
            /** Items */
            items: components["schemas"]["geoops__indicators__schemas__ValueOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[VariableChoiceOut] */
        Listing_VariableChoiceOut_: {
            /** Items */
            items: components["schemas"]["VariableChoiceOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[VictimOut] */
        Listing_VictimOut_: {
            /** Items */
            items: components["schemas"]["VictimOut"][];
            /** Next */
            next?: string | null;
        };
        /** Listing[ZonedOut] */
        Listing_ZonedOut_: {
            /** Items */
            items: components["schemas"]["ZonedOut"][];
            /** Next */
            next?: string | null;
        };
        /**
         * Located
         * @description The commune at a point.
         */
        Located: {
            commune: components["schemas"]["CommuneDetail"];
        };
        /**
         * LocatedOut
         * @description A chainage as a GeoJSON feature; `lon`, `lat` and `error_m` stand beside it for those who want no more.
         */
        LocatedOut: {
            /**
             * Type
             * @default Feature
             * @constant
             */
            type: "Feature";
            geometry: components["schemas"]["PointGeometry"];
            properties: components["schemas"]["LocatedProperties"];
            /** Lon */
            lon: number;
            /** Lat */
            lat: number;
            /** Error M */
            error_m: number;
        };
        /**
         * LocatedProperties
         * @description `basis`: between two posts, beyond the last one, or counted from a stated beginning. Error and lengths in metres.
         */
        LocatedProperties: {
            /** Road */
            road: string;
            /** Part */
            part: string | null;
            /** Province Code */
            province_code: string | null;
            /** Chainage */
            chainage: string;
            /** Error M */
            error_m: number;
            /** Basis */
            basis: string;
            /** Post Before */
            post_before: string | null;
            /** Post After */
            post_after: string | null;
            /** Commune Code */
            commune_code: string | null;
            /** Commune Name */
            commune_name: string | null;
            /** Source */
            source: string;
        };
        /**
         * MissingOut
         * @description What is still missing before it can be submitted.
         */
        MissingOut: {
            /** Field */
            field: string | null;
            reason: components["schemas"]["TextOut"];
        };
        /**
         * MultiplesOut
         * @description Several maps in the same classes; `summary` and `histogram` are of the values of all of them together.
         */
        MultiplesOut: {
            /** Ids */
            ids: string[];
            /** Panels */
            panels: components["schemas"]["PanelOut"][];
            classes: components["schemas"]["ColourClassesOut"];
            summary: components["schemas"]["FigureSummaryOut"] | null;
            histogram: components["schemas"]["HistogramOut"] | null;
        };
        /**
         * NeedChangedOut
         * @description A need that fails, and what help brings of it with the road open and closed.
         */
        NeedChangedOut: {
            /** Need */
            need: string;
            label: components["schemas"]["TextOut"];
            /** Unit */
            unit: string;
            /** Missing */
            missing: number;
            before: components["schemas"]["BroughtOut"];
            after: components["schemas"]["BroughtOut"];
        };
        /**
         * NeedOut
         * @description A need against what is ready, in `unit`. A null has its `reason`; `asked` false: this danger does not ask for it.
         */
        NeedOut: {
            /** Need */
            need: string;
            /**
             * Pillar
             * @enum {string}
             */
            pillar: "command" | "forces" | "means" | "logistics";
            label: components["schemas"]["TextOut"];
            /** Unit */
            unit: string;
            /** Demand */
            demand: number | null;
            /** Ready */
            ready: number | null;
            /** Ratio */
            ratio: number | null;
            /** Asked */
            asked: boolean;
            /** Entries */
            entries: number;
            /** Oldest Age Days */
            oldest_age_days: number | null;
            reason: components["schemas"]["TextOut"] | null;
        };
        /**
         * NextOut
         * @description A step that may be taken now.
         */
        NextOut: {
            /** Action */
            action: string;
            label: components["schemas"]["TextOut"];
            /** To */
            to: string;
            /** Needs Reason */
            needs_reason: boolean;
            /** Needs Unit */
            needs_unit: boolean;
        };
        /**
         * NodeOut
         * @description A row of the catalogue as printed. A heading holds no value.
         *
         *     `reading` is what seems meant where the print is odd, `printed` a cell that was split, whole. `over_places` and
         *     `over_time` say what may be done with the values of several communes or periods. `computed_from` names the
         *     operational data that it is counted from, where nobody types it in.
         */
        NodeOut: {
            /** Code */
            code: string;
            /** Set */
            set: string;
            /** Group */
            group: string;
            /** Parent */
            parent: string | null;
            /** Kind */
            kind: string;
            /** Section */
            section: string | null;
            /** Stt */
            stt: string | null;
            /** Item */
            item: number | null;
            name: components["schemas"]["TextOut"];
            unit: components["schemas"]["UnitOut"] | null;
            /** Scope */
            scope: string | null;
            /** Frequency */
            frequency: string | null;
            /** Frequencies */
            frequencies: string[];
            /** Disaggregation */
            disaggregation: string | null;
            /** Dimensions */
            dimensions: string[];
            /** Responsible */
            responsible: string | null;
            /** Responsible Offices */
            responsible_offices: string[];
            /** Coordinating */
            coordinating: string | null;
            /** Coordinating Offices */
            coordinating_offices: string[];
            /** Database */
            database: string | null;
            /** Database Owner */
            database_owner: string | null;
            /** Data Source */
            data_source: string | null;
            /** Value Kinds */
            value_kinds: string[];
            /** Holds Value */
            holds_value: boolean;
            /** Over Places */
            over_places: string;
            /** Over Time */
            over_time: string;
            /** Weight */
            weight: string | null;
            derived: components["schemas"]["DerivedOut"] | null;
            /** Open */
            open: boolean;
            /** Computed From */
            computed_from: components["schemas"]["ComputedFromOut"][];
            /** Reading */
            reading: {
                [key: string]: string;
            };
            /** Printed */
            printed: {
                [key: string]: string;
            };
            /** Valid From */
            valid_from: string | null;
            /** Valid To */
            valid_to: string | null;
            /** Decision */
            decision: string | null;
            /** Proposal */
            proposal: number | null;
            /** Notes */
            notes: string[];
        };
        /**
         * NormIn
         * @description A norm from now on, with where the figure comes from.
         */
        NormIn: {
            /** Value */
            value: number;
            /** Source */
            source: string;
            /** Province */
            province?: string | null;
        };
        /**
         * NormOut
         * @description A planning norm with its source. `certainty`: assumption, quoted, or set (by whom and when is said).
         */
        NormOut: {
            /** Norm */
            norm: string;
            label: components["schemas"]["TextOut"];
            /** Unit */
            unit: string;
            /** Value */
            value: number;
            /** Shipped */
            shipped: number;
            /** Least */
            least: number;
            /** Most */
            most: number;
            /**
             * Certainty
             * @enum {string}
             */
            certainty: "assumption" | "quoted" | "set";
            /** Source */
            source: string;
            /** Province */
            province: string | null;
            /** Changed At */
            changed_at: string | null;
            /** Changed By */
            changed_by: string | null;
        };
        /**
         * NormsOut
         * @description Every norm as it holds in a province, or in the country.
         */
        NormsOut: {
            /** Province */
            province: string | null;
            /** Items */
            items: components["schemas"]["NormOut"][];
        };
        /**
         * NoteOut
         * @description Something odd in a document that was taken in all the same, with its line.
         */
        NoteOut: {
            /** Row */
            row: number | null;
            /** Field */
            field: string | null;
            reason: components["schemas"]["TextOut"];
        };
        /**
         * NoticeOut
         * @description Something that stands on the screen as long as it is so.
         */
        NoticeOut: {
            /** Code */
            code: string;
            /** Text */
            text: {
                [key: string]: string;
            };
        };
        /**
         * ObservationOut
         * @description One value over `(starts_at, ends_at]`, as known since `known_at`; `given_*` is what the source wrote where that
         *     was in another unit.
         */
        ObservationOut: {
            /** Station */
            station: string;
            /** Variable */
            variable: string;
            /**
             * Starts At
             * Format: date-time
             */
            starts_at: string;
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
            /** Value */
            value: number;
            /** Unit */
            unit: string;
            /** Flags */
            flags: string[];
            /** Source */
            source: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Given Value */
            given_value: number | null;
            /** Given Unit */
            given_unit: string | null;
        };
        /**
         * OccupancyIn
         * @description A further count of the people in a shelter.
         */
        OccupancyIn: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Occupancy */
            occupancy: number;
            /** Counted At */
            counted_at?: string | null;
        };
        /**
         * OfferOut
         * @description A surplus that could come: `spare` in the need's unit. `placed` false: measured from a point of its commune.
         */
        OfferOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string | null;
            /** Kind */
            kind: string;
            kind_label: components["schemas"]["TextOut"];
            /** Name */
            name: string;
            /** Spare */
            spare: number;
            /** Distance M */
            distance_m: number;
            /** Minutes */
            minutes: number | null;
            /** Placed */
            placed: boolean;
            /**
             * Counted At
             * Format: date-time
             */
            counted_at: string;
            /** Demo */
            demo: boolean;
        };
        /**
         * OfficeOut
         * @description An office that owes something.
         */
        OfficeOut: {
            /** Code */
            code: string;
            name: components["schemas"]["TextOut"];
        };
        /**
         * OfficialOut
         * @description What was issued for the commune, in the words of who issued it; `level` orders those words.
         */
        OfficialOut: {
            /** Level */
            level: number;
            /**
             * Scale
             * @enum {string}
             */
            scale: "risk_level" | "national";
            word: components["schemas"]["TextOut"];
            label: components["schemas"]["TextOut"];
            /** Landslide */
            landslide: string | null;
            /** Flash Flood */
            flash_flood: string | null;
            /** Rain Mm */
            rain_mm: number | null;
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /**
             * Valid To
             * Format: date-time
             */
            valid_to: string;
            /** Drill */
            drill: boolean;
        };
        /**
         * OpenListOut
         * @description A list of a decision that ends in dots: `code` goes into a component's `parent`. Frequency and office are those
         *     that a component has where it names none.
         */
        OpenListOut: {
            /** Code */
            code: string;
            name: components["schemas"]["TextOut"];
            /** Set */
            set: string;
            set_title: components["schemas"]["TextOut"];
            /** Group */
            group: string;
            group_name: components["schemas"]["TextOut"];
            /** Frequency */
            frequency: string | null;
            /** Responsible */
            responsible: string | null;
        };
        /**
         * OpenListsOut
         * @description The lists that take components, in the order of print, and the words that a component may be said in.
         */
        OpenListsOut: {
            /** Items */
            items: components["schemas"]["OpenListOut"][];
            /** Units */
            units: components["schemas"]["geoops__indicators__schemas__WordOut"][];
            /** Frequencies */
            frequencies: components["schemas"]["geoops__indicators__schemas__WordOut"][];
            /** Offices */
            offices: components["schemas"]["geoops__indicators__schemas__WordOut"][];
        };
        /**
         * OutbreakDetail
         * @description An outbreak with its path, its zones and the outbreaks beside it.
         */
        OutbreakDetail: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Disease */
            disease: string;
            disease_name: components["schemas"]["TextOut"];
            /**
             * Kind
             * @enum {string}
             */
            kind: "human" | "animal";
            /** Group */
            group: string | null;
            /** Species */
            species: string | null;
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string | null;
            /** Hamlet */
            hamlet: string;
            position: components["schemas"]["geoops__incidents__schemas__PositionOut"] | null;
            /**
             * Began At
             * Format: date-time
             */
            began_at: string;
            /**
             * Status
             * @enum {string}
             */
            status: "suspected" | "confirmed" | "controlled" | "over" | "ruled_out";
            status_label: components["schemas"]["TextOut"];
            /**
             * Status At
             * Format: date-time
             */
            status_at: string;
            /** Note */
            note: string | null;
            /** Reported By */
            reported_by: string;
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Totals */
            totals: components["schemas"]["OutbreakTotalOut"][];
            /**
             * Last Case At
             * Format: date-time
             */
            last_case_at: string;
            /** Last Report At */
            last_report_at: string | null;
            /** May End At */
            may_end_at: string | null;
            /** May End */
            may_end: boolean;
            /** Etag */
            etag: string;
            /** States */
            states: components["schemas"]["StateOut"][];
            /** Next Statuses */
            next_statuses: ("suspected" | "confirmed" | "controlled" | "over" | "ruled_out")[];
            /** Zones */
            zones: components["schemas"]["ZoneOut"][];
            /** Overlaps */
            overlaps: components["schemas"]["OverlapOut"][];
        };
        /**
         * OutbreakIn
         * @description An outbreak in a hamlet; its id comes from whoever first writes it. One of position and commune is needed.
         * @example {
         *       "began_at": "2026-07-18T07:00:00+07:00",
         *       "disease": "asf",
         *       "hamlet": "Thôn Nậm Mòn",
         *       "id": "0190d5e4-5d2e-7a3c-8f0b-6a1f0c9b2d41",
         *       "position": {
         *         "accuracy_m": 30,
         *         "lat": 22.53,
         *         "lon": 104.29,
         *         "method": "gps"
         *       },
         *       "species": "pig",
         *       "status": "suspected"
         *     }
         */
        OutbreakIn: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Disease */
            disease: string;
            /** Species */
            species?: string | null;
            /** Commune Code */
            commune_code?: string | null;
            /** Hamlet */
            hamlet: string;
            position?: components["schemas"]["geoops__incidents__schemas__PositionIn"] | null;
            /**
             * Began At
             * Format: date-time
             */
            began_at: string;
            /**
             * Status
             * @default suspected
             * @enum {string}
             */
            status: "suspected" | "confirmed";
            /** Note */
            note?: string | null;
        };
        /**
         * OutbreakOut
         * @description An outbreak as it stands. `may_end_at`: from when on the days without a new case are enough; null: no rule.
         */
        OutbreakOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Disease */
            disease: string;
            disease_name: components["schemas"]["TextOut"];
            /**
             * Kind
             * @enum {string}
             */
            kind: "human" | "animal";
            /** Group */
            group: string | null;
            /** Species */
            species: string | null;
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string | null;
            /** Hamlet */
            hamlet: string;
            position: components["schemas"]["geoops__incidents__schemas__PositionOut"] | null;
            /**
             * Began At
             * Format: date-time
             */
            began_at: string;
            /**
             * Status
             * @enum {string}
             */
            status: "suspected" | "confirmed" | "controlled" | "over" | "ruled_out";
            status_label: components["schemas"]["TextOut"];
            /**
             * Status At
             * Format: date-time
             */
            status_at: string;
            /** Note */
            note: string | null;
            /** Reported By */
            reported_by: string;
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Totals */
            totals: components["schemas"]["OutbreakTotalOut"][];
            /**
             * Last Case At
             * Format: date-time
             */
            last_case_at: string;
            /** Last Report At */
            last_report_at: string | null;
            /** May End At */
            may_end_at: string | null;
            /** May End */
            may_end: boolean;
            /** Etag */
            etag: string;
        };
        /**
         * OutbreakPatch
         * @description What is known better now; what is left out stays. The position has to lie in the outbreak's commune.
         */
        OutbreakPatch: {
            position?: components["schemas"]["geoops__incidents__schemas__PositionIn"] | null;
            /** Hamlet */
            hamlet?: string | null;
            /** Note */
            note?: string | null;
        };
        /**
         * OutbreakReportIn
         * @description Figures of an outbreak. What is left out is not reported, which is not zero.
         */
        OutbreakReportIn: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Outbreak Id
             * Format: uuid
             */
            outbreak_id: string;
            /**
             * Measure
             * @default cumulative
             * @enum {string}
             */
            measure: "cumulative" | "period";
            /** Starts At */
            starts_at?: string | null;
            /**
             * As Of
             * Format: date-time
             */
            as_of: string;
            /** Replaces */
            replaces?: string | null;
            /** Reason */
            reason?: string | null;
            /** Note */
            note?: string | null;
            /** Figures */
            figures: {
                [key: string]: number;
            };
        };
        /**
         * OutbreakReportOut
         * @description A report of an outbreak's figures.
         */
        OutbreakReportOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Outbreak Id
             * Format: uuid
             */
            outbreak_id: string;
            /** Commune Code */
            commune_code: string;
            /**
             * Measure
             * @enum {string}
             */
            measure: "cumulative" | "period";
            /** Starts At */
            starts_at: string | null;
            /**
             * As Of
             * Format: date-time
             */
            as_of: string;
            /** Replaces */
            replaces: string | null;
            /** Replaced By */
            replaced_by: string | null;
            /** Reason */
            reason: string | null;
            /** Note */
            note: string | null;
            /** Reported By */
            reported_by: string;
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Figures */
            figures: {
                [key: string]: number;
            };
        };
        /**
         * OutbreakTotalOut
         * @description What an item amounts to since the outbreak began.
         */
        OutbreakTotalOut: {
            /** Item */
            item: string;
            name: components["schemas"]["TextOut"];
            /** Unit */
            unit: string;
            /** Quantity */
            quantity: number;
            /**
             * As Of
             * Format: date-time
             */
            as_of: string;
        };
        /**
         * OverlapOut
         * @description Another outbreak of the disease whose zones overlap with these.
         */
        OverlapOut: {
            /**
             * Outbreak Id
             * Format: uuid
             */
            outbreak_id: string;
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string | null;
        };
        /**
         * PanelOut
         * @description One of several maps, along the `ids` of all.
         */
        PanelOut: {
            variable: components["schemas"]["VariableOut"];
            /** Values */
            values: (number | null)[];
            /** Numbers */
            numbers: number[];
            /** Gaps */
            gaps: {
                [key: string]: components["schemas"]["FigureGapOut"];
            };
        };
        /**
         * PartChoiceOut
         * @description A part that an indicator is broken down into, and of how many communes it is kept; `key` is `dimension=code`.
         */
        PartChoiceOut: {
            /** Key */
            key: string;
            dimension: components["schemas"]["TextOut"];
            name: components["schemas"]["TextOut"];
            /** Communes */
            communes: number;
        };
        /**
         * PasswordBody
         * @description The password now, and the one to be.
         */
        PasswordBody: {
            /** Current */
            current: string;
            /** New */
            new: string;
        };
        /**
         * PeopleCountIn
         * @description People counted by who stands there: `out` of the place they leave, `in` at a shelter, `home` from a shelter.
         *
         *     Each count adds to those before it. People who come to a shelter by themselves have no order. `override` is the
         *     reason to take in more than the shelter has room for.
         */
        PeopleCountIn: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Direction
             * @enum {string}
             */
            direction: "out" | "in" | "home";
            /** People */
            people: number;
            /** Evacuation Id */
            evacuation_id?: string | null;
            /** Shelter Id */
            shelter_id?: string | null;
            /** Counted At */
            counted_at?: string | null;
            /** Override */
            override?: string | null;
        };
        /**
         * PeopleCountOut
         * @description A count of people. `told_at` is what its device said where that lay ahead of the space's clock, or its own clock
         *     is far off: then `counted_at` is when it arrived, and `clock_doubtful` says that the clock is far off.
         */
        PeopleCountOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Evacuation Id */
            evacuation_id: string | null;
            /** Shelter Id */
            shelter_id: string | null;
            /** Shelter Name */
            shelter_name: string | null;
            /**
             * Direction
             * @enum {string}
             */
            direction: "out" | "in" | "home";
            /** People */
            people: number;
            /** Override */
            override: string | null;
            /**
             * Counted At
             * Format: date-time
             */
            counted_at: string;
            /** Told At */
            told_at: string | null;
            /** Clock Doubtful */
            clock_doubtful: boolean;
            /** Counter */
            counter: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Voided At */
            voided_at: string | null;
            /** Voided By */
            voided_by: string | null;
            /** Void Reason */
            void_reason: string | null;
            room?: components["schemas"]["RoomOut"] | null;
        };
        /**
         * PersonOut
         * @description Who is signed in.
         */
        PersonOut: {
            /** Name */
            name: string;
            /** Display Name */
            display_name: string;
            /** Roles */
            roles: string[];
            /** Scope */
            scope: string;
            /** Must Change Password */
            must_change_password: boolean;
        };
        /**
         * PhoneIn
         * @description A phone that is to stay signed in without its password.
         */
        PhoneIn: {
            /** Label */
            label?: string | null;
        };
        /**
         * PhoneOut
         * @description The phone's secret, given this once, and whom it stands for.
         */
        PhoneOut: {
            /** Secret */
            secret: string;
            holder: components["schemas"]["HolderOut"];
        };
        /**
         * PillarBarOut
         * @description A pillar against the demand: its ratio is that of its weakest need, `failing`.
         */
        PillarBarOut: {
            /**
             * Pillar
             * @enum {string}
             */
            pillar: "command" | "forces" | "means" | "logistics";
            label: components["schemas"]["TextOut"];
            /**
             * State
             * @enum {string}
             */
            state: "ready" | "short" | "unknown" | "not_asked";
            /** Ratio */
            ratio: number | null;
            /** Failing */
            failing: string | null;
        };
        /**
         * PillarOut
         * @description A pillar of a commune: what was counted, and how old the oldest count is.
         */
        PillarOut: {
            /** Entries */
            entries: number;
            /**
             * Oldest Counted At
             * Format: date-time
             */
            oldest_counted_at: string;
            /** Oldest Age Days */
            oldest_age_days: number;
            /** Stale */
            stale: boolean;
            /** Totals */
            totals: components["schemas"]["KindTotalOut"][];
        };
        /**
         * PlaceFeature
         * @description A place that is reached.
         */
        PlaceFeature: {
            /**
             * Type
             * @default Feature
             * @constant
             */
            type: "Feature";
            geometry: components["schemas"]["PointGeometry"];
            properties: components["schemas"]["PlaceProperties"];
        };
        /**
         * PlaceProperties
         * @description What is reached: `how` is `road`, or `straight` where no road is loaded near it. `facts` are those of its kind.
         */
        PlaceProperties: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "commune" | "resource" | "shelter";
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Minutes */
            minutes: number;
            /**
             * How
             * @enum {string}
             */
            how: "road" | "straight";
            /** Facts */
            facts: {
                [key: string]: unknown;
            };
        };
        /**
         * PlaceTotalOut
         * @description Outbreaks of a disease in a commune: how many there are, in how many hamlets, and their figures.
         */
        PlaceTotalOut: {
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string | null;
            /** Disease */
            disease: string;
            disease_name: components["schemas"]["TextOut"];
            /**
             * Kind
             * @enum {string}
             */
            kind: "human" | "animal";
            /** Outbreaks */
            outbreaks: number;
            /** New Outbreaks */
            new_outbreaks: number;
            /** Suspected */
            suspected: number;
            /** Hamlets */
            hamlets: number;
            /** Figures */
            figures: {
                [key: string]: number;
            };
            /** New Figures */
            new_figures: {
                [key: string]: number;
            };
        };
        /**
         * PointGeometry
         * @description A GeoJSON point, EPSG:4326.
         */
        PointGeometry: {
            /**
             * Type
             * @default Point
             * @constant
             */
            type: "Point";
            /** Coordinates */
            coordinates: [
                number,
                number
            ];
        };
        /**
         * PointStateIn
         * @description A further state of a road point.
         */
        PointStateIn: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * State
             * @enum {string}
             */
            state: "open" | "one_lane" | "cut";
            /** Since */
            since?: string | null;
            /** Note */
            note?: string | null;
            /** Incident Id */
            incident_id?: string | null;
        };
        /**
         * PointStateOut
         * @description A state a road point was in, since when, and who said so.
         */
        PointStateOut: {
            /** State */
            state: string;
            label: components["schemas"]["TextOut"];
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /** Note */
            note: string | null;
            /** Incident Id */
            incident_id: string | null;
            /** Reporter */
            reporter: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
        };
        /**
         * PresenceOut
         * @description Who has the incident before them; renew within `lease_s` to stay among them.
         */
        PresenceOut: {
            /** Present */
            present: components["schemas"]["PresentOut"][];
            /** Lease S */
            lease_s: number;
        };
        /**
         * PresentOut
         * @description Somebody who has the incident before them now.
         */
        PresentOut: {
            /** Person */
            person: string;
            /**
             * Since
             * Format: date-time
             */
            since: string;
        };
        /**
         * PreviewOut
         * @description What a draft would become: texts, polygons, the CAP document (unsigned), and what is still missing.
         */
        PreviewOut: {
            /** Texts */
            texts: {
                [key: string]: {
                    [key: string]: string;
                };
            };
            urgency: components["schemas"]["geoops__hydromet__warnings__own__schemas__WordOut"];
            area: components["schemas"]["geoops__hydromet__warnings__own__schemas__AreaOut"] | null;
            /** Cap */
            cap: string | null;
            /** Missing */
            missing: components["schemas"]["MissingOut"][];
        };
        /**
         * ProposalOut
         * @description A proposed component, who proposed it, and what was decided by whom. `node_code` is the indicator it became.
         */
        ProposalOut: {
            /** Id */
            id: number;
            /** Parent Code */
            parent_code: string;
            /** Name Vi */
            name_vi: string;
            /** Name En */
            name_en: string;
            /** Unit */
            unit: string | null;
            /** Frequency */
            frequency: string | null;
            /** Responsible */
            responsible: string | null;
            /** Value Kind */
            value_kind: string;
            /** Over Places */
            over_places: string;
            /** Over Time */
            over_time: string;
            /** Grounds */
            grounds: string;
            /** Proposer */
            proposer: string;
            /**
             * Proposed At
             * Format: date-time
             */
            proposed_at: string;
            /** State */
            state: string;
            /** Decided By */
            decided_by: string | null;
            /** Decided At */
            decided_at: string | null;
            /** Reason */
            reason: string | null;
            /** Node Code */
            node_code: string | null;
        };
        /**
         * ProvinceList
         * @description All provinces.
         */
        ProvinceList: {
            /** Items */
            items: components["schemas"]["ProvinceOut"][];
        };
        /**
         * ProvinceOut
         * @description A province or centrally run city.
         */
        ProvinceOut: {
            /** Code */
            code: string;
            /** Name Vi */
            name_vi: string;
            /** Full Name Vi */
            full_name_vi: string;
            /** Name En */
            name_en: string;
            /** Communes */
            communes: number;
            /** Bbox */
            bbox: [
                number,
                number,
                number,
                number
            ];
        };
        /**
         * PushOut
         * @description The receipt of one batch.
         */
        PushOut: {
            /** Id */
            id: number;
            /**
             * Recipient
             * Format: uuid
             */
            recipient: string;
            /** After Seq */
            after_seq: number;
            /** Last Seq */
            last_seq: number;
            /** Rows */
            rows: number;
            /**
             * State
             * @enum {string}
             */
            state: "waiting" | "delivered" | "given_up";
            /** Attempts */
            attempts: number;
            /** Last Error */
            last_error: string | null;
            /** Last At */
            last_at: string | null;
            /** Next At */
            next_at: string | null;
            /** Delivered At */
            delivered_at: string | null;
        };
        /**
         * QualityOut
         * @description Six scores of a set for a period in a province. `certainty`: the words are the decision's, the formulas are
         *     reference.
         */
        QualityOut: {
            /** Set */
            set: string;
            /** Province Code */
            province_code: string;
            /** Period */
            period: string;
            period_name: components["schemas"]["TextOut"];
            /**
             * Due At
             * Format: date-time
             */
            due_at: string;
            /** Certainty */
            certainty: string;
            /** Qualities */
            qualities: components["schemas"]["QualityWordOut"][];
            total: components["schemas"]["QualityRowOut"];
            /** Items */
            items: components["schemas"]["QualityRowOut"][];
        };
        /**
         * QualityRowOut
         * @description The scores of an office, of a commune, of one report, or of all. `filled` of `cells` hold a figure.
         */
        QualityRowOut: {
            /** Office */
            office: string | null;
            office_name: components["schemas"]["TextOut"] | null;
            /** Commune Code */
            commune_code: string | null;
            /** Cells */
            cells: number;
            /** Filled */
            filled: number;
            /** Scores */
            scores: {
                [key: string]: components["schemas"]["ScoreOut"];
            };
        };
        /**
         * QualityWordOut
         * @description One of the six qualities, with the formula that measures it.
         */
        QualityWordOut: {
            /** Code */
            code: string;
            name: components["schemas"]["TextOut"];
            formula: components["schemas"]["TextOut"];
        };
        /**
         * QueueCountsOut
         * @description How much there is to do.
         */
        QueueCountsOut: {
            /** Open */
            open: number;
            /** Untouched */
            untouched: number;
            /** Overdue */
            overdue: number;
        };
        /**
         * QueueItemOut
         * @description An incident in the queue. `score_minutes` is its age with all reasons counted in; the highest comes first.
         */
        QueueItemOut: {
            incident: components["schemas"]["IncidentOut"];
            /** Score Minutes */
            score_minutes: number;
            /** Reasons */
            reasons: components["schemas"]["ReasonOut"][];
            /** Present */
            present: components["schemas"]["PresentOut"][];
        };
        /**
         * QueueOut
         * @description A page of the queue; the counts are of the whole, and come with the first page.
         */
        QueueOut: {
            /** Items */
            items: components["schemas"]["QueueItemOut"][];
            /** Next */
            next: string | null;
            counts: components["schemas"]["QueueCountsOut"] | null;
        };
        /**
         * RainEstimateOut
         * @description Rain of a commune estimated from the gauges around it, `blended` with the grid `product`: never a measurement.
         *
         *     `error_mm` is the method's mean absolute error at the gauges themselves, each left out in turn, at this moment.
         */
        RainEstimateOut: {
            /**
             * Method
             * @enum {string}
             */
            method: "idw" | "kriging" | "blended";
            /** Product */
            product: string | null;
            /** Mean Mm */
            mean_mm: number;
            /** Max Mm */
            max_mm: number;
            /** Estimated Share */
            estimated_share: number;
            /** Share Above */
            share_above: {
                [key: string]: number;
            };
            /** Nearest Gauge Km */
            nearest_gauge_km: number | null;
            /** Gauges */
            gauges: number;
            /** Error Mm */
            error_mm: number | null;
            /**
             * Confidence
             * @enum {string}
             */
            confidence: "high" | "medium" | "low";
        };
        /**
         * Raised
         * @description An incident as it climbed. Nothing of the note is told: it may hold what is personal.
         */
        Raised: {
            /**
             * Incident Id
             * Format: uuid
             */
            incident_id: string;
            /** Kind */
            kind: string;
            /** Place */
            place: string;
            /** Level */
            level: number;
            /** Level Name */
            level_name: string;
            /** Severity */
            severity: number | null;
            /**
             * Due At
             * Format: date-time
             */
            due_at: string;
            /** Province Code */
            province_code: string | null;
            /** Commune Code */
            commune_code: string | null;
        };
        /**
         * RatesOut
         * @description 95 % intervals along `ids`, and which rates stand on few cases.
         */
        RatesOut: {
            /** Method */
            method: string;
            /** Low */
            low: (number | null)[];
            /** High */
            high: (number | null)[];
            /** Few */
            few: boolean[];
            /** Shrunk */
            shrunk: boolean;
        };
        /**
         * ReachOut
         * @description Communes, resources and shelters within so many minutes. `note` says what the minutes rest on.
         */
        ReachOut: {
            /**
             * Type
             * @default FeatureCollection
             * @constant
             */
            type: "FeatureCollection";
            /** Features */
            features: components["schemas"]["PlaceFeature"][];
            /** Network */
            network: boolean;
            /** Cuts */
            cuts: number;
            /** Speeds Assumed */
            speeds_assumed: boolean;
            note: components["schemas"]["TextOut"];
        };
        /**
         * ReadinessChangedOut
         * @description A commune whose help changes. `before` and `after` are the ratios of its weakest need, help included; null where a
         *     need is not known.
         */
        ReadinessChangedOut: {
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string;
            /** Level */
            level: number | null;
            /** Before */
            before: number | null;
            /** After */
            after: number | null;
            /** Needs */
            needs: components["schemas"]["NeedChangedOut"][];
        };
        /**
         * ReadinessListOut
         * @description Communes with their readiness. `counts` is by assessment, over all that the question covers (null when listed by
         *     code); `scenario` is null for what is.
         */
        ReadinessListOut: {
            /** Items */
            items: components["schemas"]["ReadinessOut"][];
            /** Next */
            next?: string | null;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Counts */
            counts?: {
                [key: string]: number;
            } | null;
            scenario?: components["schemas"]["ScenarioOut"] | null;
        };
        /**
         * ReadinessOut
         * @description The readiness of a commune: the weakest of its four pillars against what the present danger asks for.
         *
         *     `command` to `logistics` say what was counted, null where nobody has. `ratio` is what is ready divided by what is
         *     needed at the weakest pillar, null where that is not known; with `at_most` something beside a known shortage is not
         *     known. `exposed` people live where it is dangerous: in the zones of the risk maps of `zone_hazards`, else anywhere in
         *     the commune; `moved` of them have to be moved by the planning norms.
         */
        ReadinessOut: {
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string;
            /** Province Code */
            province_code: string;
            /** Province Name */
            province_name: string;
            command: components["schemas"]["PillarOut"] | null;
            forces: components["schemas"]["PillarOut"] | null;
            means: components["schemas"]["PillarOut"] | null;
            logistics: components["schemas"]["PillarOut"] | null;
            /**
             * Assessment
             * @enum {string}
             */
            assessment: "ready" | "short" | "unknown" | "no_demand" | "not_assessed";
            assessment_label: components["schemas"]["TextOut"];
            assessment_reason: components["schemas"]["TextOut"] | null;
            /** Level */
            level: number | null;
            /** Level Kind */
            level_kind: ("official" | "reference") | null;
            /** Hazards */
            hazards: string[] | null;
            /** Exposed */
            exposed: number | null;
            /** Moved */
            moved: number | null;
            /** Zone Hazards */
            zone_hazards: string[];
            /** Weakest */
            weakest: ("command" | "forces" | "means" | "logistics") | null;
            /** Failing */
            failing: string | null;
            /** Ratio */
            ratio: number | null;
            /** At Most */
            at_most: boolean;
            /** Bars */
            bars: components["schemas"]["PillarBarOut"][];
            /** Needs */
            needs: components["schemas"]["NeedOut"][];
            /** Demo */
            demo: boolean;
        };
        /**
         * ReadingIn
         * @description Level, inflow, whole release and spill of a reservoir; `gates_open` is the number of spillway gates that stand open.
         */
        ReadingIn: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Read At */
            read_at?: string | null;
            /** Level M */
            level_m?: number | null;
            /** Inflow M3S */
            inflow_m3s?: number | null;
            /** Release M3S */
            release_m3s?: number | null;
            /** Spill M3S */
            spill_m3s?: number | null;
            /** Gates Open */
            gates_open?: number | null;
        };
        /**
         * ReadingOut
         * @description A reading that somebody typed in.
         */
        ReadingOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Read At
             * Format: date-time
             */
            read_at: string;
            /** Level M */
            level_m: number | null;
            /** Inflow M3S */
            inflow_m3s: number | null;
            /** Release M3S */
            release_m3s: number | null;
            /** Spill M3S */
            spill_m3s: number | null;
            /** Gates Open */
            gates_open: number | null;
            /** Reader */
            reader: string;
        };
        /**
         * ReasonOut
         * @description Why an incident stands where it does: so many minutes of age does this count for.
         */
        ReasonOut: {
            /** Code */
            code: string;
            /** Minutes */
            minutes: number;
            text: components["schemas"]["TextOut"];
        };
        /**
         * ReceiptOut
         * @description What became of a report, for the one who sent it: received, then seen by the centre, then acted upon.
         */
        ReceiptOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** State */
            state: string;
            /** State Label */
            state_label: {
                [key: string]: string;
            };
            /** Seen At */
            seen_at: string | null;
            /** Acted At */
            acted_at: string | null;
            /** Merged Into */
            merged_into: string | null;
        };
        /**
         * ReceiptsOut
         * @description Receipts by id; ids that the server does not know are in `unknown`.
         */
        ReceiptsOut: {
            /** Items */
            items: components["schemas"]["ReceiptOut"][];
            /** Unknown */
            unknown: string[];
        };
        /**
         * RecentOut
         * @description The newest entries, newest first.
         */
        RecentOut: {
            /** Items */
            items: components["schemas"]["ChangeOut"][];
        };
        /**
         * RecipientIn
         * @description An address that new values are pushed to. It and its secret are never shown again.
         */
        RecipientIn: {
            /** Name */
            name: string;
            /**
             * Address
             * Format: password
             */
            address: string;
            /** Secret */
            secret?: string | null;
            /** Set */
            set: string;
            /** Province */
            province: string;
            /**
             * Format
             * @default json
             * @enum {string}
             */
            format: "json" | "csv" | "sdmx-csv";
        };
        /**
         * RecipientOut
         * @description A recipient as lists show it.
         *
         *     `readable` is false where the key that sealed the address is gone: nothing arrives until it is entered again.
         *     `etag` goes into `If-Match`.
         */
        RecipientOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Shown */
            shown: string;
            /** Signed */
            signed: boolean;
            /** Readable */
            readable: boolean;
            /** Etag */
            etag: string;
            /** Set Code */
            set_code: string;
            /** Province Code */
            province_code: string;
            /** Format */
            format: string;
            /** Sent Seq */
            sent_seq: number;
            /** Created By */
            created_by: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
        };
        /**
         * ReferenceOut
         * @description What the rules compute ("mức tham chiếu"); a null level cannot be told, `at_least` says that more is possible.
         */
        ReferenceOut: {
            /** Level */
            level: number | null;
            /** At Least */
            at_least: boolean;
            word: components["schemas"]["TextOut"] | null;
            /** Rule */
            rule: string;
            rule_title: components["schemas"]["TextOut"];
            /**
             * Certainty
             * @enum {string}
             */
            certainty: "verified" | "inferred" | "recalled";
            /** Hazard */
            hazard: string;
            hazard_title: components["schemas"]["TextOut"];
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /** Value */
            value: number | null;
            told: components["schemas"]["TextOut"];
            /** Why */
            why: {
                [key: string]: unknown;
            };
        };
        /**
         * RefusedFieldOut
         * @description A field of a file that was not taken, and why.
         */
        RefusedFieldOut: {
            /** Row */
            row: number | null;
            /** Field */
            field: string | null;
            /** Reason */
            reason: string;
        };
        /**
         * RefusedOut
         * @description A row that was not taken, and why. Rows count from 1, without the header.
         */
        RefusedOut: {
            /** Row */
            row: number | null;
            /** Field */
            field: string | null;
            /** Reason */
            reason: string;
        };
        /**
         * RefusedRowOut
         * @description A row that was not taken: in which file, row (from 1) and field, and why.
         */
        RefusedRowOut: {
            /** File */
            file?: string | null;
            /** Row */
            row: number | null;
            /** Field */
            field: string | null;
            reason: components["schemas"]["TextOut"];
        };
        /**
         * RehearsalIn
         * @description Rehearse a rule over a span of the space's archive; at most a week here, longer on the command line.
         */
        RehearsalIn: {
            /**
             * From At
             * Format: date-time
             */
            from_at: string;
            /**
             * To At
             * Format: date-time
             */
            to_at: string;
        };
        /**
         * RepeatsBody
         * @description The reports that are repeats of this one.
         */
        RepeatsBody: {
            /** Ids */
            ids: string[];
            /** Reason */
            reason?: string | null;
        };
        /**
         * RepeatsOut
         * @description An incident with its repeats, oldest first.
         */
        RepeatsOut: {
            incident: components["schemas"]["IncidentOut"];
            /** Repeats */
            repeats: components["schemas"]["IncidentOut"][];
        };
        /**
         * ReportIn
         * @description Whose report a step is taken with, and why. `explanations`: by indicator, for figures that a check warned of.
         */
        ReportIn: {
            /** Set */
            set: string;
            /** Office */
            office: string;
            /** Period */
            period: string;
            /** Commune Code */
            commune_code?: string | null;
            /** Province Code */
            province_code?: string | null;
            /** Reason */
            reason?: string | null;
            /**
             * Explanations
             * @default {}
             */
            explanations: {
                [key: string]: string;
            };
        };
        /**
         * ReportOut
         * @description Where a report stands after a step.
         */
        ReportOut: {
            /** Set */
            set: string;
            /** Office */
            office: string;
            /** Period */
            period: string;
            /** Province Code */
            province_code: string;
            /** Commune Code */
            commune_code: string | null;
            /** State */
            state: string;
            state_name: components["schemas"]["TextOut"];
            /** Passed */
            passed: number;
            /**
             * Due At
             * Format: date-time
             */
            due_at: string;
            /** Submitted At */
            submitted_at: string | null;
        };
        /**
         * ReservoirNoticeOut
         * @description A reference notice of a reservoir to a commune downstream. It is no official level.
         */
        ReservoirNoticeOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Work Id
             * Format: uuid
             */
            work_id: string;
            /** Reservoir */
            reservoir: string;
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string | null;
            /** Level */
            level: string;
            level_label: components["schemas"]["TextOut"];
            /** Level M */
            level_m: number | null;
            /** Limit M */
            limit_m: number | null;
            /** Spill M3S */
            spill_m3s: number | null;
            /** Source */
            source: string;
            /** Downstream Source */
            downstream_source: string | null;
            /**
             * Read At
             * Format: date-time
             */
            read_at: string;
            /**
             * Began At
             * Format: date-time
             */
            began_at: string;
            /** Ended At */
            ended_at: string | null;
            /** Old */
            old: boolean;
            /**
             * Certainty
             * @default reference
             * @constant
             */
            certainty: "reference";
        };
        /**
         * ResourceChange
         * @description What changes of a resource; what is left out stays, null takes it away. Its counts are added, never changed.
         */
        ResourceChange: {
            /** Store */
            store?: string | null;
            /** Store Id */
            store_id?: string | null;
            /** Note */
            note?: string | null;
            /** Expires On */
            expires_on?: string | null;
            /** Norm */
            norm?: number | null;
            /** Skills */
            skills?: string[] | null;
            /** Leader */
            leader?: string | null;
            /** Phone */
            phone?: string | null;
            /** Radio */
            radio?: string | null;
            /** Name */
            name?: string | null;
        };
        /**
         * ResourceIn
         * @description A resource with its first count. The id is made by the sender, who may send the same again for ever.
         *
         *     `norm` is how many there should be (định mức); `expires_on` the last day on which it is good; for a force `skills`,
         *     `leader`, `phone` and `radio` (the frequency).
         */
        ResourceIn: {
            /** Store */
            store?: string | null;
            /** Store Id */
            store_id?: string | null;
            /** Note */
            note?: string | null;
            /** Expires On */
            expires_on?: string | null;
            /** Norm */
            norm?: number | null;
            /** Skills */
            skills?: string[] | null;
            /** Leader */
            leader?: string | null;
            /** Phone */
            phone?: string | null;
            /** Radio */
            radio?: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Commune Code */
            commune_code?: string | null;
            position?: components["schemas"]["geoops__resources__schemas__PositionIn"] | null;
            /** Kind */
            kind: string;
            /** Name */
            name?: string | null;
            /** Quantity */
            quantity: number;
            /** Unit */
            unit?: string | null;
            /**
             * State
             * @default ready
             * @enum {string}
             */
            state: "ready" | "in_use" | "repair" | "unusable";
            /** Counted At */
            counted_at?: string | null;
        };
        /**
         * ResourceKindOut
         * @description Something that is counted, for forms. `serves`: the need that a ready one counts towards; `own`: the province's.
         */
        ResourceKindOut: {
            /** Kind */
            kind: string;
            /**
             * Pillar
             * @enum {string}
             */
            pillar: "command" | "forces" | "means" | "logistics";
            label: components["schemas"]["TextOut"];
            /** Unit */
            unit: string;
            /** Whole */
            whole: boolean;
            /** Most */
            most: number;
            /** Serves */
            serves: string | null;
            /** Source */
            source: string;
            /** Certainty */
            certainty: string;
            /** Own */
            own: boolean;
        };
        /**
         * ResourceKindsOut
         * @description Everything that can be counted, and what a shelter can be.
         */
        ResourceKindsOut: {
            /** Kinds */
            kinds: components["schemas"]["ResourceKindOut"][];
            /** Shelters */
            shelters: {
                [key: string]: components["schemas"]["TextOut"];
            };
        };
        /**
         * ResourceOut
         * @description A resource with its newest count. `stale` says that the count is older than its rhythm (a month), `expired` that
         *     its last good day is over: neither is taken as ready. `leader`, `phone` and `etag` (which goes into `If-Match`; it would
         *     tell a number to whoever tries them all) are null for those who do not keep it.
         */
        ResourceOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string | null;
            /**
             * Pillar
             * @enum {string}
             */
            pillar: "command" | "forces" | "means" | "logistics";
            /** Kind */
            kind: string;
            kind_label: components["schemas"]["TextOut"];
            /** Name */
            name: string;
            /** Quantity */
            quantity: number;
            /** Unit */
            unit: string;
            /**
             * State
             * @enum {string}
             */
            state: "ready" | "in_use" | "repair" | "unusable";
            /** Store */
            store: string | null;
            /** Store Id */
            store_id: string | null;
            /** Note */
            note: string | null;
            /** Expires On */
            expires_on: string | null;
            /** Expired */
            expired: boolean;
            /** Norm */
            norm: number | null;
            /** Skills */
            skills: string[];
            /** Leader */
            leader: string | null;
            /** Phone */
            phone: string | null;
            /** Radio */
            radio: string | null;
            position: components["schemas"]["geoops__resources__schemas__PositionOut"] | null;
            /**
             * Counted At
             * Format: date-time
             */
            counted_at: string;
            /** Counter */
            counter: string;
            /** Age Days */
            age_days: number;
            /** Stale */
            stale: boolean;
            /** Demo */
            demo: boolean;
            /** Etag */
            etag: string | null;
        };
        /**
         * RiskMapOut
         * @description A loaded risk map: its passport, and the layer that shows it.
         */
        RiskMapOut: {
            /** Id */
            id: string;
            /** Layer */
            layer: string;
            /** Hazard */
            hazard: string;
            hazard_label: components["schemas"]["TextOut"];
            /** Kind */
            kind: string;
            title: components["schemas"]["TextOut"];
            /**
             * Made On
             * Format: date
             */
            made_on: string;
            /** Author */
            author: string;
            /** Method */
            method: string;
            /** Licence */
            licence: string;
            /** Version */
            version: string;
            /** Source File */
            source_file: string;
            /** Crs */
            crs: string;
            /** Bounds */
            bounds: number[];
            /** Classes */
            classes: components["schemas"]["ClassOut"][];
            /**
             * Loaded At
             * Format: date-time
             */
            loaded_at: string;
            /** Loaded By */
            loaded_by: string;
        };
        /**
         * RiskMapsOut
         * @description Every loaded risk map.
         */
        RiskMapsOut: {
            /** Items */
            items: components["schemas"]["RiskMapOut"][];
        };
        /**
         * RoadOut
         * @description A loaded road. `begin` and `end` are null where no posts and no stated beginning calibrate it.
         */
        RoadOut: {
            /** Road */
            road: string;
            /** Key */
            key: string;
            /** Part */
            part: string | null;
            /** Province Code */
            province_code: string | null;
            /** Length Km */
            length_km: number;
            /** Gap Km */
            gap_km: number;
            /** Begin */
            begin: string | null;
            /** End */
            end: string | null;
            /** Posts */
            posts: number;
            /** Accuracy M */
            accuracy_m: number;
            /** Speed Kmh */
            speed_kmh: number;
            /** Speed Assumed */
            speed_assumed: boolean;
            /** Source */
            source: string;
        };
        /**
         * RoadPointDetail
         * @description A road point with every state it was in, newest first.
         */
        RoadPointDetail: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            kind_label: components["schemas"]["TextOut"];
            /** Road */
            road: string;
            /** Part */
            part: string | null;
            /** Chainage */
            chainage: string;
            /** Length M */
            length_m: number | null;
            /** Side */
            side: string | null;
            /** Plan */
            plan: string | null;
            /** Note */
            note: string | null;
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string | null;
            position: components["schemas"]["WorkPlaceOut"] | null;
            /** Error M */
            error_m: number | null;
            /** Placed By */
            placed_by: string;
            /** State */
            state: string;
            state_label: components["schemas"]["TextOut"];
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /** State Note */
            state_note: string | null;
            /** Incident Id */
            incident_id: string | null;
            /** Reporter */
            reporter: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Version */
            version: number;
            /** History */
            history: components["schemas"]["PointStateOut"][];
        };
        /**
         * RoadPointIn
         * @description A place on a road, by chainage: `Km105+300`, or a stretch `Km105+300 - Km106+100`; with its first state.
         *
         *     The id is made by the sender, who may send the same again for ever.
         */
        RoadPointIn: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "landslide" | "flooding";
            /** Road */
            road: string;
            /** Chainage */
            chainage: string;
            /** Part */
            part?: string | null;
            /** Province */
            province?: string | null;
            position?: components["schemas"]["WorkPlaceIn"] | null;
            /** Commune Code */
            commune_code?: string | null;
            /** Length M */
            length_m?: number | null;
            /** Side */
            side?: string | null;
            /** Plan */
            plan?: string | null;
            /** Note */
            note?: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "open" | "one_lane" | "cut";
            /** Since */
            since?: string | null;
            /** Incident Id */
            incident_id?: string | null;
        };
        /**
         * RoadPointOut
         * @description A road point with its state now. `error_m` is of its position; `placed_by` says whence that is.
         */
        RoadPointOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            kind_label: components["schemas"]["TextOut"];
            /** Road */
            road: string;
            /** Part */
            part: string | null;
            /** Chainage */
            chainage: string;
            /** Length M */
            length_m: number | null;
            /** Side */
            side: string | null;
            /** Plan */
            plan: string | null;
            /** Note */
            note: string | null;
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string | null;
            position: components["schemas"]["WorkPlaceOut"] | null;
            /** Error M */
            error_m: number | null;
            /** Placed By */
            placed_by: string;
            /** State */
            state: string;
            state_label: components["schemas"]["TextOut"];
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /** State Note */
            state_note: string | null;
            /** Incident Id */
            incident_id: string | null;
            /** Reporter */
            reporter: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Version */
            version: number;
        };
        /**
         * RoadPointPatch
         * @description What may be changed of a road point; what is left out stays, and null empties.
         */
        RoadPointPatch: {
            /** Length M */
            length_m?: number | null;
            /** Side */
            side?: string | null;
            /** Plan */
            plan?: string | null;
            /** Note */
            note?: string | null;
        };
        /**
         * RoomOut
         * @description A shelter and its room: `occupancy` is the newest count by hand and those admitted since.
         *
         *     `counted` false: nobody has counted, or too long ago, and `free` is null. `arrived` and `left` are of one order.
         */
        RoomOut: {
            /**
             * Shelter Id
             * Format: uuid
             */
            shelter_id: string;
            /** Name */
            name: string;
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string | null;
            position: components["schemas"]["geoops__resources__schemas__PositionOut"];
            /** Capacity */
            capacity: number;
            /** Occupancy */
            occupancy: number;
            /** Counted */
            counted: boolean;
            /** Counted At */
            counted_at: string | null;
            /** Free */
            free: number | null;
            /** Over Capacity */
            over_capacity: boolean;
            /** Arrived */
            arrived: number;
            /** Left */
            left: number;
        };
        /**
         * RuleHereOut
         * @description What one rule computes for the commune at the moment itself, with every value behind it.
         */
        RuleHereOut: {
            /** Rule */
            rule: string;
            title: components["schemas"]["TextOut"];
            /** Hazard */
            hazard: string;
            hazard_title: components["schemas"]["TextOut"];
            /** Counts */
            counts: boolean;
            /** Certainty */
            certainty: string;
            /** Applies */
            applies: boolean;
            /** Level */
            level: number | null;
            /** At Least */
            at_least: boolean;
            word: components["schemas"]["TextOut"] | null;
            told: components["schemas"]["TextOut"];
            /** Reasons */
            reasons: components["schemas"]["TextOut"][];
            /** Why */
            why: {
                [key: string]: unknown;
            };
        };
        /**
         * RuleOut
         * @description A rule: what it says, where it comes from and how sure that is, whether it is on, and how it did.
         */
        RuleOut: {
            /** Id */
            id: string;
            /** Version */
            version: string;
            title: components["schemas"]["TextOut"];
            explanation: components["schemas"]["TextOut"];
            scale: components["schemas"]["TextOut"];
            /** Hazard */
            hazard: string;
            hazard_title: components["schemas"]["TextOut"];
            /** Place */
            place: string;
            /** Counts */
            counts: boolean;
            /** Certainty */
            certainty: string;
            /** Via */
            via: string;
            /**
             * Official Source
             * @description read in the words of its source; what it computes stays a reference
             */
            official_source: boolean;
            /** Sources */
            sources: components["schemas"]["SourceOut"][];
            /** Inputs */
            inputs: {
                [key: string]: unknown;
            };
            /** Derived */
            derived: {
                [key: string]: unknown;
            };
            /**
             * Names
             * @description of inputs and derived quantities, as people say them
             */
            names: {
                [key: string]: components["schemas"]["TextOut"];
            };
            /** Levels */
            levels: components["schemas"]["geoops__hydromet__danger__schemas__LevelOut"][];
            /** Hold */
            hold: {
                [key: string]: number;
            };
            /** Is On */
            is_on: boolean;
            /** Can Be On */
            can_be_on: boolean;
            obstacle: components["schemas"]["TextOut"] | null;
            /** Usable */
            usable: boolean;
            /** Changed At */
            changed_at: string | null;
            /** Changed By */
            changed_by: string | null;
            /** Reason */
            reason: string | null;
            /** Cards */
            cards: components["schemas"]["CardOut"][];
        };
        /**
         * RulesOut
         * @description Every rule that the program carries.
         */
        RulesOut: {
            /** Items */
            items: components["schemas"]["RuleOut"][];
        };
        /**
         * RunOut
         * @description One run of a feed. `refused` lists at most 100 rows, `refused_count` counts them all; with `raw_kept` the raw
         *     answer can be fetched and the run done again.
         */
        RunOut: {
            /** Id */
            id: number;
            /** Feed */
            feed: string;
            /**
             * Cause
             * @enum {string}
             */
            cause: "schedule" | "hand" | "again" | "replay";
            /** Actor */
            actor: string;
            /** Again Of */
            again_of: number | null;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /** Finished At */
            finished_at: string | null;
            /** Took S */
            took_s: number | null;
            /** Attempts */
            attempts: number;
            /** Parts */
            parts: number;
            /** Fetched Bytes */
            fetched_bytes: number;
            /** Decoded */
            decoded: number;
            /** New */
            new: number;
            /** Changed */
            changed: number;
            /** Unchanged */
            unchanged: number;
            /** Refused Count */
            refused_count: number;
            /** Refused */
            refused: components["schemas"]["RefusedRowOut"][];
            /** Newest At */
            newest_at: string | null;
            /** Error */
            error: {
                [key: string]: string;
            } | null;
            /** Raw Kept */
            raw_kept: boolean;
            /** Raw Bytes */
            raw_bytes: number | null;
        };
        /**
         * SaidOut
         * @description What a rule said of a commune over a span; a null `ends_at` stands still.
         */
        SaidOut: {
            /** Rule */
            rule: string;
            /** Hazard */
            hazard: string;
            /** Counts */
            counts: boolean;
            /** Level */
            level: number | null;
            /** At Least */
            at_least: boolean;
            word: components["schemas"]["TextOut"] | null;
            /** Reasons */
            reasons: components["schemas"]["TextOut"][];
            /** Value */
            value: number | null;
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /**
             * Starts At
             * Format: date-time
             */
            starts_at: string;
            /** Ends At */
            ends_at: string | null;
        };
        /**
         * SavedViewIn
         * @description A view to keep. The id is made by whoever saves it: sent again, it is kept once.
         */
        SavedViewIn: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Title */
            title: string;
            question: components["schemas"]["CompareQuery"];
            camera?: components["schemas"]["Camera"] | null;
            /**
             * Page
             * @description what the page itself shows
             */
            page?: {
                [key: string]: string;
            };
        };
        /**
         * SavedViewOut
         * @description A saved view. `question` has the `known_at` and the breaks that it was seen with; `digest` is that of its
         *     figures then: an answer with another digest has other figures.
         */
        SavedViewOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Title */
            title: string;
            /** Question */
            question: {
                [key: string]: unknown;
            };
            camera: components["schemas"]["Camera"] | null;
            /** Page */
            page: {
                [key: string]: string;
            };
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Seq */
            seq: number;
            /** Boundary Version */
            boundary_version: number | null;
            /** Digest */
            digest: string;
            /** Created By */
            created_by: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Link */
            link: string;
        };
        /**
         * ScenarioOut
         * @description What was supposed. Nothing real was touched.
         */
        ScenarioOut: {
            /** Rain Factor */
            rain_factor: number;
            /** Raise Level */
            raise_level: number;
            note: components["schemas"]["TextOut"];
        };
        /**
         * ScoreOut
         * @description `good` of `of` cells, and the share in percent; null where there is nothing to measure.
         */
        ScoreOut: {
            /** Value */
            value: number | null;
            /** Good */
            good: number;
            /** Of */
            of: number;
        };
        /**
         * SealedPatch
         * @description Another address or signing key of a recipient; what is left out stays, and `secret: null` ends the signing.
         */
        SealedPatch: {
            /** Address */
            address?: string | null;
            /** Secret */
            secret?: string | null;
        };
        /**
         * SeriesAheadOut
         * @description Rain per hour that one forecast tells of. `source` and `issued_at` are null where there is none; `is_run` says
         *     whether `issued_at` is when the model was run, or only when the forecast was read.
         */
        SeriesAheadOut: {
            /** Provinces */
            provinces: string[] | null;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            source: components["schemas"]["TextOut"] | null;
            /** Issued At */
            issued_at: string | null;
            /** Is Run */
            is_run: boolean;
            /** Items */
            items: components["schemas"]["HourAheadOut"][];
        };
        /**
         * SeriesColumnsOut
         * @description A series of one variable in columns, oldest first: what a chart of 100,000 points needs and no more.
         *
         *     `ends_s` are seconds since 1970 UTC; `flags` names the places (from 0) of flagged values. `more` says that the
         *     series was cut at its oldest end.
         */
        SeriesColumnsOut: {
            /** Station */
            station: string;
            /** Variable */
            variable: string;
            title: components["schemas"]["TextOut"];
            /** Unit */
            unit: string;
            /** Accumulated */
            accumulated: boolean;
            /** Ends S */
            ends_s: number[];
            /** Values */
            values: number[];
            /** Flags */
            flags: {
                [key: string]: string[];
            };
            /** More */
            more: boolean;
        };
        /**
         * SeriesOut
         * @description Rain per hour over the gauges of the provinces named, or of all.
         */
        SeriesOut: {
            /** Provinces */
            provinces: string[] | null;
            /**
             * Starts At
             * Format: date-time
             */
            starts_at: string;
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Items */
            items: components["schemas"]["HourOut"][];
        };
        /**
         * SessionOut
         * @description The session, with the token that writes by cookie must carry in `X-CSRF-Token`.
         */
        SessionOut: {
            person: components["schemas"]["PersonOut"];
            /** Csrf */
            csrf: string;
        };
        /**
         * SetOut
         * @description An indicator set with its groups. Without a decision number it is an unsigned draft, or no decision at all.
         */
        SetOut: {
            /** Code */
            code: string;
            /** Kind */
            kind: string;
            title: components["schemas"]["TextOut"];
            /** Level */
            level: string;
            /** Province Code */
            province_code: string | null;
            /** Decision Number */
            decision_number: string | null;
            /** Decision Date */
            decision_date: string | null;
            /** Issuer */
            issuer: string;
            /** Valid From */
            valid_from: string | null;
            /** Valid To */
            valid_to: string | null;
            /** Text Seen */
            text_seen: string;
            /** Notes */
            notes: string[];
            /** Amendments */
            amendments: components["schemas"]["AmendmentOut"][];
            /** Groups */
            groups: components["schemas"]["geoops__indicators__schemas__GroupOut"][];
        };
        /**
         * SharedValueOut
         * @description A value as other systems read it. `seq` rises with every change; a missing value says why in `note`.
         *
         *     `dimensions_vi` says in words what `dimensions` says in codes; it is empty for a total.
         */
        SharedValueOut: {
            /** Seq */
            seq: number;
            /** Indicator */
            indicator: string;
            /** Name Vi */
            name_vi: string;
            /** Unit */
            unit: string | null;
            /** Period */
            period: string;
            /** Nature */
            nature: string;
            /** Dimensions */
            dimensions: {
                [key: string]: string;
            };
            /** Dimensions Vi */
            dimensions_vi: string;
            /**
             * Units From
             * Format: date
             */
            units_from: string;
            /** Province Code */
            province_code: string;
            /** Commune Code */
            commune_code: string | null;
            /** Value */
            value: number | null;
            /** Value Text */
            value_text: string | null;
            /** Note */
            note: string | null;
            /** Method */
            method: string;
            /** Source */
            source: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Approval */
            approval: string | null;
        };
        /**
         * SharedValuesOut
         * @description A page by change: ask again with `after` = `last_seq`.
         */
        SharedValuesOut: {
            /** Set */
            set: string;
            /** Items */
            items: components["schemas"]["SharedValueOut"][];
            /** Last Seq */
            last_seq: number;
            /** More */
            more: boolean;
        };
        /**
         * ShelterChange
         * @description What changes of a shelter; what is left out stays.
         */
        ShelterChange: {
            /** Name */
            name?: string | null;
            /** Capacity */
            capacity?: number | null;
            /** Water */
            water?: boolean | null;
            /** Power */
            power?: boolean | null;
            /** Toilets */
            toilets?: boolean | null;
            /** Accessible */
            accessible?: boolean | null;
            /** Note */
            note?: string | null;
        };
        /**
         * ShelterIn
         * @description A shelter, with its first occupancy where somebody has counted.
         */
        ShelterIn: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Commune Code */
            commune_code?: string | null;
            position: components["schemas"]["geoops__resources__schemas__PositionIn"];
            /** Kind */
            kind: string;
            /** Name */
            name: string;
            /** Capacity */
            capacity: number;
            /** Occupancy */
            occupancy?: number | null;
            /** Water */
            water?: boolean | null;
            /** Power */
            power?: boolean | null;
            /** Toilets */
            toilets?: boolean | null;
            /** Accessible */
            accessible?: boolean | null;
            /** Note */
            note?: string | null;
            /** Counted At */
            counted_at?: string | null;
        };
        /**
         * ShelterOut
         * @description A shelter. `occupancy` and `free` are null where nobody has counted: an uncounted shelter is not an empty one.
         *
         *     `hazard_zones` are the hazards of the risk maps in whose upper classes it lies; null: no risk map reaches it. `etag`
         *     goes into `If-Match`.
         */
        ShelterOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string | null;
            /** Kind */
            kind: string;
            kind_label: components["schemas"]["TextOut"];
            /** Name */
            name: string;
            /** Capacity */
            capacity: number;
            /** Occupancy */
            occupancy: number | null;
            /** Free */
            free: number | null;
            /** Over Capacity */
            over_capacity: boolean;
            /** Water */
            water: boolean | null;
            /** Power */
            power: boolean | null;
            /** Toilets */
            toilets: boolean | null;
            /** Accessible */
            accessible: boolean | null;
            /** Hazard Zones */
            hazard_zones: string[] | null;
            /** Note */
            note: string | null;
            position: components["schemas"]["geoops__resources__schemas__PositionOut"];
            /**
             * Counted At
             * Format: date-time
             */
            counted_at: string;
            /** Counter */
            counter: string;
            /** Age Days */
            age_days: number;
            /** Stale */
            stale: boolean;
            /** Demo */
            demo: boolean;
            /** Etag */
            etag: string;
        };
        /**
         * ShortOut
         * @description A resource of which more is out than its newest count says it has.
         */
        ShortOut: {
            /**
             * Resource Id
             * Format: uuid
             */
            resource_id: string;
            /** Name */
            name: string;
            /** Kind */
            kind: string;
            kind_label: components["schemas"]["TextOut"];
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string | null;
            /** Quantity */
            quantity: number;
            /**
             * Counted At
             * Format: date-time
             */
            counted_at: string;
            /** Out */
            out: number;
            /** Short */
            short: number;
        };
        /**
         * SignInBody
         * @description Name and password.
         */
        SignInBody: {
            /** Name */
            name: string;
            /** Password */
            password: string;
        };
        /**
         * SilenceOut
         * @description The stations in the states asked for, likely lost ones first; `total` counts them, `counts` all by state.
         */
        SilenceOut: {
            /**
             * Now
             * Format: date-time
             */
            now: string;
            rule: components["schemas"]["SilenceRuleOut"];
            /** Counts */
            counts: {
                [key: string]: number;
            };
            /** Likely Lost */
            likely_lost: number;
            /** Total */
            total: number;
            /** Items */
            items: components["schemas"]["WatchedOut"][];
        };
        /**
         * SilenceRuleOut
         * @description The rule that is applied, and how sure it is.
         */
        SilenceRuleOut: {
            /** Source */
            source: string;
            /** Certainty */
            certainty: string;
            /** Late After */
            late_after: number;
            /** Silent After */
            silent_after: number;
            /** Within Km */
            within_km: number;
            /** Neighbours */
            neighbours: number;
            /** Hours */
            hours: number;
            /** Heavy Mm */
            heavy_mm: number;
        };
        /**
         * SituationOut
         * @description Everything on one commune as of `at`, as known at `known_at`.
         */
        SituationOut: {
            commune: components["schemas"]["CommuneDetail"];
            /** Space */
            space: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            danger: components["schemas"]["DangerOut"];
            rain_1h: components["schemas"]["CommuneRainOut"];
            rain: components["schemas"]["CommuneRainOut"];
            /** Warnings */
            warnings: components["schemas"]["WarningOut"][];
            /** Alerts */
            alerts: (components["schemas"]["AlertOut"] | components["schemas"]["BulletinOut"])[];
            incidents: components["schemas"]["IncidentsHere"];
            damage: components["schemas"]["DamageHere"] | null;
            disease: components["schemas"]["DiseaseHere"];
            resources: components["schemas"]["ReadinessOut"];
            works: components["schemas"]["WorksHere"];
            /** Dispatches */
            dispatches: components["schemas"]["DispatchOut"][];
            /** Evacuations */
            evacuations: components["schemas"]["EvacuationOut"][];
            /** Hazards */
            hazards: components["schemas"]["HazardHere"][];
            /** Indicators */
            indicators: components["schemas"]["FigureHere"][];
        };
        /**
         * SourceOut
         * @description Where a rule comes from.
         */
        SourceOut: {
            decision: components["schemas"]["TextOut"];
            /** Article */
            article: string | null;
            /** Quotation */
            quotation: string | null;
            /** Seen At */
            seen_at: string;
        };
        /**
         * SpaceOut
         * @description A space and what its clock says.
         */
        SpaceOut: {
            /** Name */
            name: string;
            /** Kind */
            kind: string;
            /** Title */
            title: {
                [key: string]: string;
            };
            /** Starts At */
            starts_at: string | null;
            /** Ends At */
            ends_at: string | null;
            /**
             * Now
             * Format: date-time
             */
            now: string;
            /** Speed */
            speed: number;
            /** Running */
            running: boolean;
            /** Default */
            default: boolean;
        };
        /**
         * SpacesOut
         * @description Every space.
         */
        SpacesOut: {
            /** Items */
            items: components["schemas"]["SpaceOut"][];
        };
        /**
         * SpeedBody
         * @description How many seconds of the event pass in a second.
         */
        SpeedBody: {
            /** Speed */
            speed: number;
        };
        /**
         * StateOut
         * @description A status that the outbreak entered.
         */
        StateOut: {
            /**
             * Status
             * @enum {string}
             */
            status: "suspected" | "confirmed" | "controlled" | "over" | "ruled_out";
            label: components["schemas"]["TextOut"];
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Actor */
            actor: string;
            /** Reason */
            reason: string | null;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
        };
        /**
         * StationChangeOut
         * @description One field that was changed.
         */
        StationChangeOut: {
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Actor */
            actor: string;
            /** Field */
            field: string;
            /** Before */
            before: unknown;
            /** After */
            after: unknown;
        };
        /**
         * StationDetailOut
         * @description A station with its newest values, its rain over every window, its level and everything that was changed.
         */
        StationDetailOut: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Kind */
            kind: string;
            /** Lon */
            lon: number;
            /** Lat */
            lat: number;
            /** Commune Code */
            commune_code: string | null;
            /** Province Code */
            province_code: string | null;
            /** Source */
            source: string;
            /** Owner */
            owner: string | null;
            /** Rhythm S */
            rhythm_s: number | null;
            /**
             * First Seen At
             * Format: date-time
             */
            first_seen_at: string;
            /** Last Seen At */
            last_seen_at: string | null;
            /** Age Minutes */
            age_minutes: number | null;
            /**
             * State
             * @enum {string}
             */
            state: "on_time" | "late" | "silent" | "unknown";
            /** Elevation M */
            elevation_m: number | null;
            /** River */
            river: string | null;
            /** Duplicate Of */
            duplicate_of: string | null;
            /** Successor Id */
            successor_id: string | null;
            /** Alarm 1 M */
            alarm_1_m: number | null;
            /** Alarm 2 M */
            alarm_2_m: number | null;
            /** Alarm 3 M */
            alarm_3_m: number | null;
            /** Alarm Source */
            alarm_source: string | null;
            /** Full Level M */
            full_level_m: number | null;
            /** Flood Level M */
            flood_level_m: number | null;
            /** Flags */
            flags: string[];
            /** Commune Name */
            commune_name: string | null;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Latest */
            latest: components["schemas"]["LatestOut"][];
            /** Rain */
            rain: components["schemas"]["GaugeRainOut"][];
            level: components["schemas"]["geoops__hydromet__schemas__LevelOut"] | null;
            /** History */
            history: components["schemas"]["StationChangeOut"][];
            /** Flag Titles */
            flag_titles: {
                [key: string]: components["schemas"]["TextOut"];
            };
        };
        /**
         * StationIn
         * @description What may be changed of a station; what is left out stays. Null makes it unknown.
         */
        StationIn: {
            /**
             * Name
             * @default
             */
            name: string;
            /**
             * Lon
             * @default 0
             */
            lon: number;
            /**
             * Lat
             * @default 0
             */
            lat: number;
            /** Owner */
            owner?: string | null;
            /** River */
            river?: string | null;
            /** Rhythm S */
            rhythm_s?: number | null;
            /** Elevation M */
            elevation_m?: number | null;
            /** Alarm 1 M */
            alarm_1_m?: number | null;
            /** Alarm 2 M */
            alarm_2_m?: number | null;
            /** Alarm 3 M */
            alarm_3_m?: number | null;
            /** Alarm Source */
            alarm_source?: string | null;
            /** Full Level M */
            full_level_m?: number | null;
            /** Flood Level M */
            flood_level_m?: number | null;
        };
        /**
         * StationOut
         * @description A station; degrees in EPSG:4326. `state` follows from its rhythm and the age of its newest reading.
         */
        StationOut: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Kind */
            kind: string;
            /** Lon */
            lon: number;
            /** Lat */
            lat: number;
            /** Commune Code */
            commune_code: string | null;
            /** Province Code */
            province_code: string | null;
            /** Source */
            source: string;
            /** Owner */
            owner: string | null;
            /** Rhythm S */
            rhythm_s: number | null;
            /**
             * First Seen At
             * Format: date-time
             */
            first_seen_at: string;
            /** Last Seen At */
            last_seen_at: string | null;
            /** Age Minutes */
            age_minutes: number | null;
            /**
             * State
             * @enum {string}
             */
            state: "on_time" | "late" | "silent" | "unknown";
            /** Elevation M */
            elevation_m: number | null;
            /** River */
            river: string | null;
            /** Duplicate Of */
            duplicate_of: string | null;
            /** Successor Id */
            successor_id: string | null;
            /** Alarm 1 M */
            alarm_1_m: number | null;
            /** Alarm 2 M */
            alarm_2_m: number | null;
            /** Alarm 3 M */
            alarm_3_m: number | null;
            /** Alarm Source */
            alarm_source: string | null;
            /** Full Level M */
            full_level_m: number | null;
            /** Flood Level M */
            flood_level_m: number | null;
            /** Flags */
            flags: string[];
        };
        /**
         * StatusIn
         * @description A step in the life of an outbreak, when it was so, and why.
         */
        StatusIn: {
            /**
             * Status
             * @enum {string}
             */
            status: "suspected" | "confirmed" | "controlled" | "over" | "ruled_out";
            /** At */
            at?: string | null;
            /** Reason */
            reason?: string | null;
        };
        /**
         * StepIn
         * @description What goes with a step: the reason for returning or cancelling, a remark for others.
         */
        StepIn: {
            /** Note */
            note?: string | null;
        };
        /**
         * StepOut
         * @description One step that a report took.
         */
        StepOut: {
            /** Action */
            action: string;
            /** From State */
            from_state: string;
            /** To State */
            to_state: string;
            /** Actor */
            actor: string;
            /** Reason */
            reason: string | null;
            /**
             * At
             * Format: date-time
             */
            at: string;
        };
        /**
         * StoreIn
         * @description A store (kho) of a commune.
         */
        StoreIn: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Commune Code */
            commune_code: string;
            position?: components["schemas"]["geoops__resources__schemas__PositionIn"] | null;
            /** Name */
            name: string;
        };
        /**
         * StoreOut
         * @description A store; `closed_at` null: it is open. `stocked` is how many things in it were counted as more than none.
         */
        StoreOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string | null;
            /** Name */
            name: string;
            position: components["schemas"]["geoops__resources__schemas__PositionOut"] | null;
            /** Stocked */
            stocked: number;
            /** Closed At */
            closed_at: string | null;
            /** Closed By */
            closed_by: string | null;
        };
        /**
         * StyleOut
         * @description How features are drawn.
         */
        StyleOut: {
            /** Paint */
            paint: string;
            /** By */
            by: string | null;
            /** Outline */
            outline: boolean;
            /** Opacity */
            opacity: number;
            /** Size */
            size: number;
            /** Label */
            label: string | null;
        };
        /**
         * SubscriptionIn
         * @description A recipient. `address` and `secret` are never shown again. `area`: `vn`, province codes or commune codes.
         */
        SubscriptionIn: {
            /** Name */
            name: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "webhook" | "email" | "apprise";
            /**
             * Address
             * Format: password
             */
            address: string;
            /** Secret */
            secret?: string | null;
            /**
             * Language
             * @default vi
             * @enum {string}
             */
            language: "vi" | "en";
            /** Area */
            area: string[];
            /** Hazards */
            hazards?: string[];
            /**
             * Least Severity
             * @default Minor
             * @enum {string}
             */
            least_severity: "Minor" | "Moderate" | "Severe" | "Extreme" | "Unknown";
        };
        /**
         * SubscriptionOut
         * @description A recipient as lists show it: of its address only so much that one knows which it is.
         *
         *     `readable` is false where the key that sealed the address is gone: nothing arrives until it is entered again.
         *     `etag` goes into `If-Match`.
         */
        SubscriptionOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Kind */
            kind: string;
            /** Shown */
            shown: string;
            /** Signed */
            signed: boolean;
            /** Readable */
            readable: boolean;
            /** Etag */
            etag: string;
            /** Language */
            language: string;
            /** Area */
            area: string[];
            /** Hazards */
            hazards: string[];
            /** Least Severity */
            least_severity: string;
            /** Created By */
            created_by: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
        };
        /**
         * SummaryOut
         * @description The damage of an event by place and item. A place or an item that is not listed is not reported: no zero.
         */
        SummaryOut: {
            event: components["schemas"]["EventOut"];
            /**
             * By
             * @enum {string}
             */
            by: "commune" | "province" | "nation";
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Communes Reported */
            communes_reported: number;
            /** Communes In Scope */
            communes_in_scope: number;
            /** Places */
            places: components["schemas"]["geoops__incidents__damage__schemas__PlaceOut"][];
            /** Totals */
            totals: components["schemas"]["TotalOut"][];
        };
        /**
         * SwitchIn
         * @description Switch a rule on or off, with the reason for it.
         */
        SwitchIn: {
            /** Is On */
            is_on: boolean;
            /** Reason */
            reason?: string | null;
        };
        /**
         * TakenOut
         * @description What became of an Excel form. With `errors` nothing was written, and `marked` is a copy of the file that shows
         *     them (base64).
         */
        TakenOut: {
            /** New */
            new: number;
            /** Changed */
            changed: number;
            /** Unchanged */
            unchanged: number;
            /** Texts */
            texts: number;
            /** Errors */
            errors: components["schemas"]["CellFaultOut"][];
            /** Notices */
            notices: components["schemas"]["CellFaultOut"][];
            /** Marked */
            marked: string | null;
        };
        /**
         * TakingOut
         * @description A line of the log of who took what.
         */
        TakingOut: {
            /** Id */
            id: number;
            /**
             * Taken At
             * Format: date-time
             */
            taken_at: string;
            /** Taker */
            taker: string;
            /** Set Code */
            set_code: string;
            /** Province Code */
            province_code: string | null;
            /** Format */
            format: string;
            /** Asked */
            asked: {
                [key: string]: unknown;
            };
            /** Rows */
            rows: number;
            /** First Seq */
            first_seq: number | null;
            /** Last Seq */
            last_seq: number | null;
        };
        /**
         * TaskCountsOut
         * @description How many reports of the whole list there are, not sent up, past their time, and waiting for a step.
         */
        TaskCountsOut: {
            /** All */
            all: number;
            /** Open */
            open: number;
            /** Late */
            late: number;
            /** Waiting */
            waiting: number;
        };
        /**
         * TaskOut
         * @description A line of a to-do list. `filled` of `cells` hold a value or say why they hold none.
         *
         *     `joint` are other offices that the decision names for it, `people` those who answer for it where any were named;
         *     `reminders` went out, the last of them to the level above where `escalated`. `may` are the steps that the person who
         *     asks could take now.
         */
        TaskOut: {
            /** Set */
            set: string;
            /** Office */
            office: string;
            office_name: components["schemas"]["TextOut"];
            /** Period */
            period: string;
            period_name: components["schemas"]["TextOut"];
            /** Province Code */
            province_code: string;
            /** Commune Code */
            commune_code: string | null;
            /**
             * Due At
             * Format: date-time
             */
            due_at: string;
            /** State */
            state: string;
            state_name: components["schemas"]["TextOut"];
            /** Passed */
            passed: number;
            /** Steps */
            steps: number;
            /** Cells */
            cells: number;
            /** Filled */
            filled: number;
            /** Late */
            late: boolean;
            /** Joint */
            joint: string[];
            /** People */
            people: string[];
            /** Reminders */
            reminders: number;
            /** Escalated */
            escalated: boolean;
            /** May */
            may: string[];
        };
        /**
         * TasksOut
         * @description A page of a to-do list. `counts` are of the whole list, whatever of it is shown; `offices` are all that owe
         *     something at its places.
         */
        TasksOut: {
            /** Items */
            items: components["schemas"]["TaskOut"][];
            /** Next */
            next?: string | null;
            counts: components["schemas"]["TaskCountsOut"];
            /** Offices */
            offices: components["schemas"]["OfficeOut"][];
        };
        /**
         * TeamIn
         * @description A team that reports under one name. `scope` is a province code or commune codes; empty is the maker's own.
         */
        TeamIn: {
            /** Label */
            label: string;
            /** Scope */
            scope?: string | null;
            /**
             * Days
             * @description in force for so many days; empty: until revoked
             */
            days?: number | null;
        };
        /**
         * TeamOut
         * @description A new team's token: `join` is what its QR code leads to, behind the address of the server.
         */
        TeamOut: {
            /** Name */
            name: string;
            /** Label */
            label: string;
            /** Role */
            role: string;
            /** Scope */
            scope: string;
            /** Created By */
            created_by: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Expires At */
            expires_at: string | null;
            /** Revoked At */
            revoked_at: string | null;
            /** In Force */
            in_force: boolean;
            /** Secret */
            secret: string;
            /** Join */
            join: string;
        };
        /**
         * TemplateOut
         * @description The form of one hazard.
         */
        TemplateOut: {
            /** Hazard */
            hazard: string;
            label: components["schemas"]["TextOut"];
            /** Values */
            values: components["schemas"]["geoops__hydromet__warnings__own__schemas__ValueOut"][];
        };
        /**
         * TextOut
         * @description A text in both languages.
         */
        TextOut: {
            /** Vi */
            vi: string;
            /** En */
            en: string;
        };
        /**
         * TextsIn
         * @description The texts in both languages, written by hand instead of by the template.
         */
        TextsIn: {
            vi: components["schemas"]["LanguageTextsIn"];
            en: components["schemas"]["LanguageTextsIn"];
        };
        /**
         * TimelineEntry
         * @description One row of the change log about the incident.
         */
        TimelineEntry: {
            /** Seq */
            seq: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Actor */
            actor: string;
            /** Op */
            op: string;
            /** Op Label */
            op_label: {
                [key: string]: string;
            };
            /** Payload */
            payload: {
                [key: string]: unknown;
            };
        };
        /**
         * TimelineOut
         * @description What happened to the incident, oldest first; `next` is the number to go on after.
         */
        TimelineOut: {
            /** Items */
            items: components["schemas"]["TimelineEntry"][];
            /** Next */
            next: number | null;
        };
        /**
         * TokenOut
         * @description A token as the centre sees it; never its secret.
         */
        TokenOut: {
            /** Name */
            name: string;
            /** Label */
            label: string;
            /** Role */
            role: string;
            /** Scope */
            scope: string;
            /** Created By */
            created_by: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Expires At */
            expires_at: string | null;
            /** Revoked At */
            revoked_at: string | null;
            /** In Force */
            in_force: boolean;
        };
        /**
         * TokensOut
         * @description Tokens, newest first.
         */
        TokensOut: {
            /** Items */
            items: components["schemas"]["TokenOut"][];
        };
        /**
         * TotalOut
         * @description What an item amounts to for a commune, a province or all of them.
         *
         *     `quantity` is what is reported, `confirmed` the part that a second person stands for (all of it where the item
         *     needs nobody); null where nothing is reported. `communes` have reported the item; `as_of` is its oldest time.
         */
        TotalOut: {
            /** Item */
            item: string;
            /** Place */
            place: string;
            /** Quantity */
            quantity: number | null;
            /** Confirmed */
            confirmed: number | null;
            /** Unit */
            unit: string;
            /** Communes */
            communes: number;
            /**
             * As Of
             * Format: date-time
             */
            as_of: string;
            /**
             * Newest At
             * Format: date-time
             */
            newest_at: string;
            /** Reports */
            reports: string[];
        };
        /**
         * TouchedOut
         * @description A commune that a zone takes something of: km², and which share of its area that is.
         */
        TouchedOut: {
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string | null;
            /** Area Km2 */
            area_km2: number;
            /** Share */
            share: number;
        };
        /**
         * UnitOut
         * @description A unit as printed, and as understood: `code` follows the reading where the print is odd, and is null where
         *     nothing sure can be read.
         */
        UnitOut: {
            /** Printed */
            printed: string | null;
            /** Code */
            code: string | null;
        };
        /**
         * ValueItem
         * @description A value to keep. Without a commune it is that of the province as a whole.
         *
         *     A null value needs a `note` that says why it is missing. `expected` is the `id` that the sender saw in the cell (0:
         *     an empty one); another value kept meanwhile is then not written over.
         */
        ValueItem: {
            /**
             * Indicator
             * @example lao_cai.A.8.1
             */
            indicator: string;
            /**
             * Period
             * @example 2026-07
             */
            period: string;
            /** Commune Code */
            commune_code?: string | null;
            /** Province Code */
            province_code?: string | null;
            /**
             * Nature
             * @default actual
             * @enum {string}
             */
            nature: "actual" | "plan" | "estimate" | "scenario" | "forecast";
            /**
             * Dimensions
             * @default {}
             */
            dimensions: {
                [key: string]: string;
            };
            /** Value */
            value?: number | null;
            /** Value Text */
            value_text?: string | null;
            /** Note */
            note?: string | null;
            /** Units Of */
            units_of?: string | null;
            /** Expected */
            expected?: number | null;
        };
        /**
         * ValuesIn
         * @description Values to keep, with where they come from and, where they change earlier ones, why.
         */
        ValuesIn: {
            /** Source */
            source: string;
            /** Reason */
            reason?: string | null;
            /** Items */
            items: components["schemas"]["ValueItem"][];
        };
        /**
         * VariableChoiceOut
         * @description Something that can be laid beside an indicator.
         */
        VariableChoiceOut: {
            /** Key */
            key: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "layer" | "hazard";
            name: components["schemas"]["TextOut"];
            /** Unit */
            unit: string | null;
        };
        /**
         * VariableOut
         * @description A variable. `period` is null for what has none.
         */
        VariableOut: {
            /** Key */
            key: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "indicator" | "layer" | "hazard";
            name: components["schemas"]["TextOut"];
            /** Unit */
            unit: string | null;
            /** Period */
            period: string | null;
            period_label: components["schemas"]["TextOut"] | null;
            source: components["schemas"]["TextOut"];
            /** Known */
            known: number;
            /** No Data */
            no_data: number;
            /** Not Comparable */
            not_comparable: {
                [key: string]: number;
            };
        };
        /**
         * VictimIn
         * @description A person behind a figure of a report.
         */
        VictimIn: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Item
             * @enum {string}
             */
            item: "dead" | "missing" | "injured";
            /** Name */
            name: string;
            /** Birth Year */
            birth_year?: number | null;
            /** Sex */
            sex?: ("female" | "male" | "unknown") | null;
            /** Home */
            home?: string | null;
            /** Note */
            note?: string | null;
        };
        /**
         * VictimOut
         * @description A person behind a figure, and who wrote it down.
         */
        VictimOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Item
             * @enum {string}
             */
            item: "dead" | "missing" | "injured";
            /** Name */
            name: string;
            /** Birth Year */
            birth_year?: number | null;
            /** Sex */
            sex?: ("female" | "male" | "unknown") | null;
            /** Home */
            home?: string | null;
            /** Note */
            note?: string | null;
            /** Written By */
            written_by: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
        };
        /**
         * VoidIn
         * @description Why a count does not hold.
         */
        VoidIn: {
            /** Reason */
            reason: string;
        };
        /**
         * WarningAreaOut
         * @description A present commune that a warning is for; `matched` says how its code was found.
         */
        WarningAreaOut: {
            /** Code */
            code: string | null;
            /** Name */
            name: string;
            /** Province */
            province: string;
            /**
             * Matched
             * @enum {string}
             */
            matched: "name" | "position" | "none";
        };
        /**
         * WarningFormOut
         * @description What the editor offers: hazards with their values, and the CAP words with their readings and colours.
         */
        WarningFormOut: {
            /** Hazards */
            hazards: components["schemas"]["TemplateOut"][];
            /** Severities */
            severities: {
                [key: string]: unknown;
            }[];
            /** Certainties */
            certainties: {
                [key: string]: unknown;
            }[];
            /** Level To Severity */
            level_to_severity: {
                [key: string]: string;
            };
            mapping_note: components["schemas"]["TextOut"];
        };
        /**
         * WarningOut
         * @description A warning of the met service, once, with all present communes that the old commune went to.
         *
         *     `commune_code` and `commune_name` are the first of `communes`. `level` orders the source's own words (1 Trung
         *     bình, 2 Cao, 3 Rất cao); it is not the risk level of Decision 18/2021, which only an official bulletin sets.
         */
        WarningOut: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "national";
            /** Id */
            id: string;
            /** Source */
            source: string;
            label: components["schemas"]["TextOut"];
            /** Official */
            official: boolean;
            /** Drill */
            drill: boolean;
            /** Commune Code */
            commune_code: string | null;
            /** Commune Name */
            commune_name: string;
            /** Matched */
            matched: string;
            /** Communes */
            communes: components["schemas"]["WarningAreaOut"][];
            hazards: components["schemas"]["HazardsOut"];
            /** Level */
            level: number;
            level_text: components["schemas"]["TextOut"];
            /**
             * Issued At
             * Format: date-time
             */
            issued_at: string;
            /**
             * Valid From
             * Format: date-time
             */
            valid_from: string;
            /**
             * Valid To
             * Format: date-time
             */
            valid_to: string;
            /** Repeated */
            repeated: boolean;
            /** Rain Mm */
            rain_mm: number | null;
            /** Rain Observed Mm */
            rain_observed_mm: number | null;
            /** Rain Forecast Mm */
            rain_forecast_mm: number | null;
            /** Old Commune Name */
            old_commune_name: string;
            /** Old District Name */
            old_district_name: string | null;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
        };
        /**
         * WatchedOut
         * @description A station by its rhythm; degrees in EPSG:4326. `wet_neighbours` counts the on-time gauges nearby with heavy rain.
         */
        WatchedOut: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Kind */
            kind: string;
            /** Source */
            source: string;
            /** Owner */
            owner: string | null;
            /** Commune Code */
            commune_code: string | null;
            /** Province Code */
            province_code: string | null;
            /** Lon */
            lon: number;
            /** Lat */
            lat: number;
            /** Rhythm S */
            rhythm_s: number | null;
            /**
             * First Seen At
             * Format: date-time
             */
            first_seen_at: string;
            /** Last Seen At */
            last_seen_at: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "silent" | "suspect" | "late" | "unknown" | "on_time";
            /** Age Minutes */
            age_minutes: number | null;
            /** Wet Neighbours */
            wet_neighbours: number;
            /** Likely Lost */
            likely_lost: boolean;
            why: components["schemas"]["TextOut"] | null;
        };
        /**
         * WaterOut
         * @description What is known of a reservoir's water: each figure with its time and source; `old` where the level is.
         */
        WaterOut: {
            /** Level M */
            level_m: number | null;
            /** Level At */
            level_at: string | null;
            /** Level Source */
            level_source: string | null;
            /** Inflow M3S */
            inflow_m3s: number | null;
            /** Release M3S */
            release_m3s: number | null;
            /** Spill M3S */
            spill_m3s: number | null;
            /** Gates Open */
            gates_open: number | null;
            /** Flow At */
            flow_at: string | null;
            /** Flow Source */
            flow_source: string | null;
            /** Old */
            old: boolean;
        };
        /**
         * WholeOut
         * @description The figure of a province or the nation: worked out from its communes, and what was reported for it itself.
         */
        WholeOut: {
            indicator: components["schemas"]["NodeOut"];
            /** Period */
            period: string;
            /** Province Code */
            province_code: string | null;
            /** Value */
            value: number | null;
            reason: components["schemas"]["TextOut"] | null;
            /** Parts */
            parts: {
                [key: string]: components["schemas"]["geoops__indicators__schemas__PartOut"];
            };
            /** Reported */
            reported: number | null;
        };
        /**
         * WhyIn
         * @description The reason of a step.
         */
        WhyIn: {
            /** Reason */
            reason?: string | null;
        };
        /**
         * WordsIn
         * @description A text beside a value; without a body the text before is taken back.
         */
        WordsIn: {
            /** Indicator */
            indicator: string;
            /**
             * Kind
             * @default analysis
             * @enum {string}
             */
            kind: "analysis" | "forecast";
            /** Body */
            body?: string | null;
        };
        /**
         * WorkDetail
         * @description A work with its newest inspections and readings.
         */
        WorkDetail: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            kind_label: components["schemas"]["TextOut"];
            /** Name */
            name: string;
            /** River */
            river: string | null;
            /** Operator */
            operator: string | null;
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string | null;
            position: components["schemas"]["WorkPlaceOut"] | null;
            /** Capacity Mcm */
            capacity_mcm: number | null;
            /** Dead Level M */
            dead_level_m: number | null;
            /** Normal Level M */
            normal_level_m: number | null;
            /** Flood Level M */
            flood_level_m: number | null;
            /** Flood From */
            flood_from: string | null;
            /** Flood To */
            flood_to: string | null;
            /** Design Level M */
            design_level_m: number | null;
            /** Crest Level M */
            crest_level_m: number | null;
            /** Turbine M3S */
            turbine_m3s: number | null;
            /** Near M */
            near_m: number | null;
            /** Length M */
            length_m: number | null;
            /** Station Id */
            station_id: string | null;
            /** Downstream */
            downstream: string[];
            /** Downstream Names */
            downstream_names: string[];
            /** Downstream Source */
            downstream_source: string | null;
            /** Note */
            note: string | null;
            /** State */
            state: string;
            state_label: components["schemas"]["TextOut"];
            /** Inspected At */
            inspected_at: string | null;
            /** Inspection Note */
            inspection_note: string | null;
            /** Inspector */
            inspector: string | null;
            water: components["schemas"]["WaterOut"] | null;
            /** Level */
            level: string | null;
            level_label: components["schemas"]["TextOut"] | null;
            /** Limit M */
            limit_m: number | null;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Version */
            version: number;
            /** Inspections */
            inspections: components["schemas"]["InspectionOut"][];
            /** Readings */
            readings: components["schemas"]["ReadingOut"][];
        };
        /**
         * WorkIn
         * @description A reservoir, dike or embankment. The id is made by the sender, who may send the same again for ever.
         */
        WorkIn: {
            /** River */
            river?: string | null;
            /** Operator */
            operator?: string | null;
            /** Capacity Mcm */
            capacity_mcm?: number | null;
            /** Dead Level M */
            dead_level_m?: number | null;
            /** Normal Level M */
            normal_level_m?: number | null;
            /** Flood Level M */
            flood_level_m?: number | null;
            /** Flood From */
            flood_from?: string | null;
            /** Flood To */
            flood_to?: string | null;
            /** Design Level M */
            design_level_m?: number | null;
            /** Crest Level M */
            crest_level_m?: number | null;
            /** Turbine M3S */
            turbine_m3s?: number | null;
            /** Near M */
            near_m?: number | null;
            /** Length M */
            length_m?: number | null;
            /** Station Id */
            station_id?: string | null;
            /** Downstream */
            downstream?: string[] | null;
            /** Downstream Source */
            downstream_source?: string | null;
            /** Note */
            note?: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "irrigation_reservoir" | "hydropower_reservoir" | "dike" | "embankment";
            /** Name */
            name: string;
            position?: components["schemas"]["WorkPlaceIn"] | null;
            /** Commune Code */
            commune_code?: string | null;
        };
        /**
         * WorkOut
         * @description A work with its newest inspection and, for a reservoir, its water and the notice that goes out for it.
         */
        WorkOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            kind_label: components["schemas"]["TextOut"];
            /** Name */
            name: string;
            /** River */
            river: string | null;
            /** Operator */
            operator: string | null;
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string | null;
            position: components["schemas"]["WorkPlaceOut"] | null;
            /** Capacity Mcm */
            capacity_mcm: number | null;
            /** Dead Level M */
            dead_level_m: number | null;
            /** Normal Level M */
            normal_level_m: number | null;
            /** Flood Level M */
            flood_level_m: number | null;
            /** Flood From */
            flood_from: string | null;
            /** Flood To */
            flood_to: string | null;
            /** Design Level M */
            design_level_m: number | null;
            /** Crest Level M */
            crest_level_m: number | null;
            /** Turbine M3S */
            turbine_m3s: number | null;
            /** Near M */
            near_m: number | null;
            /** Length M */
            length_m: number | null;
            /** Station Id */
            station_id: string | null;
            /** Downstream */
            downstream: string[];
            /** Downstream Names */
            downstream_names: string[];
            /** Downstream Source */
            downstream_source: string | null;
            /** Note */
            note: string | null;
            /** State */
            state: string;
            state_label: components["schemas"]["TextOut"];
            /** Inspected At */
            inspected_at: string | null;
            /** Inspection Note */
            inspection_note: string | null;
            /** Inspector */
            inspector: string | null;
            water: components["schemas"]["WaterOut"] | null;
            /** Level */
            level: string | null;
            level_label: components["schemas"]["TextOut"] | null;
            /** Limit M */
            limit_m: number | null;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Version */
            version: number;
        };
        /**
         * WorkPatch
         * @description What may be changed of a work; what is left out stays, and null empties.
         */
        WorkPatch: {
            /** River */
            river?: string | null;
            /** Operator */
            operator?: string | null;
            /** Capacity Mcm */
            capacity_mcm?: number | null;
            /** Dead Level M */
            dead_level_m?: number | null;
            /** Normal Level M */
            normal_level_m?: number | null;
            /** Flood Level M */
            flood_level_m?: number | null;
            /** Flood From */
            flood_from?: string | null;
            /** Flood To */
            flood_to?: string | null;
            /** Design Level M */
            design_level_m?: number | null;
            /** Crest Level M */
            crest_level_m?: number | null;
            /** Turbine M3S */
            turbine_m3s?: number | null;
            /** Near M */
            near_m?: number | null;
            /** Length M */
            length_m?: number | null;
            /** Station Id */
            station_id?: string | null;
            /** Downstream */
            downstream?: string[] | null;
            /** Downstream Source */
            downstream_source?: string | null;
            /** Note */
            note?: string | null;
            /** Name */
            name?: string | null;
            position?: components["schemas"]["WorkPlaceIn"] | null;
        };
        /**
         * WorkPlaceIn
         * @description A point in WGS 84. A latitude above 90 passes here, so that swapped coordinates get their own clear answer.
         */
        WorkPlaceIn: {
            /** Lon */
            lon: number;
            /** Lat */
            lat: number;
            /** Accuracy M */
            accuracy_m?: number | null;
        };
        /**
         * WorkPlaceOut
         * @description A point in WGS 84.
         */
        WorkPlaceOut: {
            /** Lon */
            lon: number;
            /** Lat */
            lat: number;
        };
        /**
         * WorksHere
         * @description Works, road points and notices of one commune.
         */
        WorksHere: {
            /** Works */
            works: components["schemas"]["WorkOut"][];
            /** Road Points */
            road_points: components["schemas"]["RoadPointOut"][];
            /** Notices */
            notices: components["schemas"]["ReservoirNoticeOut"][];
        };
        /**
         * WrittenOut
         * @description What became of each value: cells that are new, changed, unchanged; rows refused (1 is the first) and why.
         */
        WrittenOut: {
            /** New */
            new: number;
            /** Changed */
            changed: number;
            /** Unchanged */
            unchanged: number;
            /** Refused */
            refused: {
                [key: string]: unknown;
            }[];
        };
        /**
         * ZoneDefaultOut
         * @description A radius that a confirmed outbreak begins with, and how sure it is.
         */
        ZoneDefaultOut: {
            /**
             * Zone
             * @enum {string}
             */
            zone: "epidemic" | "threatened" | "buffer";
            /** Radius M */
            radius_m: number;
        };
        /**
         * ZoneHere
         * @description A zone that reaches into a commune, wherever its outbreak is.
         */
        ZoneHere: {
            /**
             * Outbreak Id
             * Format: uuid
             */
            outbreak_id: string;
            /** Disease */
            disease: string;
            disease_name: components["schemas"]["TextOut"];
            /** From Commune */
            from_commune: string;
            /**
             * Zone
             * @enum {string}
             */
            zone: "epidemic" | "threatened" | "buffer";
            name: components["schemas"]["TextOut"];
            /** Share */
            share: number;
        };
        /**
         * ZoneOut
         * @description A zone that stands. `set_by` null: the radius of the rule.
         */
        ZoneOut: {
            /**
             * Zone
             * @enum {string}
             */
            zone: "epidemic" | "threatened" | "buffer";
            name: components["schemas"]["TextOut"];
            /** Radius M */
            radius_m: number;
            /** Set By */
            set_by: string | null;
            /** Reason */
            reason: string | null;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Communes */
            communes: components["schemas"]["TouchedOut"][];
        };
        /**
         * ZonedOut
         * @description A commune that zones of a disease touch. Where zones overlap, each place counts once, in the strictest of them.
         */
        ZonedOut: {
            /** Commune Code */
            commune_code: string;
            /** Commune Name */
            commune_name: string | null;
            /** Disease */
            disease: string;
            disease_name: components["schemas"]["TextOut"];
            /**
             * Strictest
             * @enum {string}
             */
            strictest: "epidemic" | "threatened" | "buffer";
            /** Shares */
            shares: {
                [key: string]: number;
            };
            /** Area Km2 */
            area_km2: {
                [key: string]: number;
            };
            /** Outbreaks */
            outbreaks: string[];
        };
        /**
         * ZonesIn
         * @description Radii in metres by zone, growing outwards; none takes the zones away. `reason` says on whose decision.
         */
        ZonesIn: {
            /** Radii */
            radii: {
                [key: string]: number;
            };
            /** Reason */
            reason: string;
        };
        /**
         * AreaOut
         * @description km² on the ground of a class in a commune, and its share of the commune (0 to 1).
         */
        geoops__hazards__schemas__AreaOut: {
            /** Commune Code */
            commune_code: string;
            /** Class Name */
            class_name: string;
            label: components["schemas"]["TextOut"];
            /** Area Km2 */
            area_km2: number;
            /** Share */
            share: number;
        };
        /**
         * LevelOut
         * @description A level of a rule and the ways to reach it; `certainty` and `via` of a way that has its own.
         */
        geoops__hydromet__danger__schemas__LevelOut: {
            /** Level */
            level: number;
            word: components["schemas"]["TextOut"];
            /** Rows */
            rows: {
                [key: string]: unknown;
            }[];
        };
        /**
         * LevelOut
         * @description The newest level and what it reaches: `alarm` 0 is below level I, null is unknown (never “safe”). `certain` is
         *     false where an alarm level that nobody verified may be reached as well.
         */
        geoops__hydromet__schemas__LevelOut: {
            /** Level M */
            level_m: number;
            /**
             * Level At
             * Format: date-time
             */
            level_at: string;
            /** Rise M Per Hour */
            rise_m_per_hour: number | null;
            /** Alarm */
            alarm: number | null;
            /** Certain */
            certain: boolean;
            /** Next Alarm */
            next_alarm: number | null;
            /** Next M */
            next_m: number | null;
            /** Hours To Next */
            hours_to_next: number | null;
        };
        /**
         * AreaOut
         * @description The polygons of a warning (GeoJSON, EPSG:4326) and how much more than the communes they hold.
         *
         *     `excess` is the share beyond the communes' own area; `vertices` the most of one polygon (CAP: at most 100).
         */
        geoops__hydromet__warnings__own__schemas__AreaOut: {
            /** Geometry */
            geometry: {
                [key: string]: unknown;
            };
            /** Communes Km2 */
            communes_km2: number;
            /** Covered Km2 */
            covered_km2: number;
            /** Excess */
            excess: number;
            /** Polygons */
            polygons: number;
            /** Vertices */
            vertices: number;
        };
        /**
         * PlaceOut
         * @description A commune that a warning is for.
         */
        geoops__hydromet__warnings__own__schemas__PlaceOut: {
            /** Code */
            code: string;
            /** Name */
            name: string;
            /** Province Code */
            province_code: string;
            /** Province */
            province: string;
        };
        /**
         * ValueOut
         * @description A value that a template needs.
         */
        geoops__hydromet__warnings__own__schemas__ValueOut: {
            /** Name */
            name: string;
            label: components["schemas"]["TextOut"];
            /** Required */
            required: boolean;
            /**
             * Kind
             * @enum {string}
             */
            kind: "number" | "text";
            /** Unit */
            unit: string | null;
            /** Example */
            example: string;
        };
        /**
         * WordOut
         * @description A CAP word with its reading.
         */
        geoops__hydromet__warnings__own__schemas__WordOut: {
            /** Word */
            word: string;
            label: components["schemas"]["TextOut"];
        };
        /**
         * FormOut
         * @description What the form of damage is made of.
         */
        geoops__incidents__damage__schemas__FormOut: {
            /** Groups */
            groups: components["schemas"]["ItemGroupOut"][];
        };
        /**
         * PartOut
         * @description A named part of an item.
         */
        geoops__incidents__damage__schemas__PartOut: {
            /** Part */
            part: string;
            name: components["schemas"]["TextOut"];
        };
        /**
         * PlaceOut
         * @description A commune or province of a summary.
         */
        geoops__incidents__damage__schemas__PlaceOut: {
            /** Code */
            code: string;
            /** Name */
            name: string;
        };
        /**
         * FormOut
         * @description What can be reported. A report says by which `version` it was written (`definition_version`).
         */
        geoops__incidents__form__FormOut: {
            /** Version */
            version: string;
            /** Kinds */
            kinds: components["schemas"]["FormKindOut"][];
            /** Severities */
            severities: components["schemas"]["FormSeverityOut"][];
            /** Places */
            places: components["schemas"]["FormPlaceOut"][];
            /** Fields */
            fields: components["schemas"]["FormFieldOut"][];
        };
        /**
         * PositionIn
         * @description A place in EPSG:4326 with its accuracy in metres and how it was got.
         */
        geoops__incidents__schemas__PositionIn: {
            /** Lon */
            lon: number;
            /** Lat */
            lat: number;
            /** Accuracy M */
            accuracy_m?: number | null;
            /**
             * Method
             * @default gps
             * @enum {string}
             */
            method: "gps" | "tap" | "landmark" | "chainage" | "commune";
        };
        /**
         * PositionOut
         * @description A place in EPSG:4326.
         */
        geoops__incidents__schemas__PositionOut: {
            /** Lon */
            lon: number;
            /** Lat */
            lat: number;
            /** Accuracy M */
            accuracy_m: number | null;
            /** Method */
            method: string;
        };
        /**
         * ChainOut
         * @description Whether the hand-overs are those that were signed; `broken_at` is the number of the first that is not.
         */
        geoops__incidents__triage__schemas__ChainOut: {
            /** Intact */
            intact: boolean;
            /** Length */
            length: number;
            /** Broken At */
            broken_at: number | null;
        };
        /**
         * GroupOut
         * @description Reports that look like one event, gathered around the first.
         */
        geoops__incidents__triage__schemas__GroupOut: {
            first: components["schemas"]["IncidentOut"];
            /** Members */
            members: components["schemas"]["GroupMemberOut"][];
        };
        /**
         * ChainOut
         * @description A step of approval.
         */
        geoops__indicators__reporting__schemas__ChainOut: {
            /** Step */
            step: string;
            name: components["schemas"]["TextOut"];
        };
        /**
         * FormOut
         * @description A report as it is filled in. `deadline_certainty`: no decision sets the days, so they are reference.
         *
         *     `may` are the steps that the person who asks could take now.
         */
        geoops__indicators__reporting__schemas__FormOut: {
            /** Set */
            set: string;
            /** Office */
            office: string;
            office_name: components["schemas"]["TextOut"];
            /** Period */
            period: string;
            period_name: components["schemas"]["TextOut"];
            /** Previous Period */
            previous_period: string | null;
            previous_name: components["schemas"]["TextOut"] | null;
            /** Province Code */
            province_code: string;
            /** Commune Code */
            commune_code: string | null;
            /** Joint */
            joint: components["schemas"]["TextOut"][];
            /** People */
            people: components["schemas"]["AssignmentOut"][];
            /** May */
            may: string[];
            /** Late */
            late: boolean;
            /**
             * Due At
             * Format: date-time
             */
            due_at: string;
            /** Deadline Certainty */
            deadline_certainty: string;
            /** State */
            state: string;
            state_name: components["schemas"]["TextOut"];
            /** Editable */
            editable: boolean;
            /** Passed */
            passed: number;
            /** Chain */
            chain: components["schemas"]["geoops__indicators__reporting__schemas__ChainOut"][];
            /** Cells */
            cells: components["schemas"]["CellOut"][];
            /** Findings */
            findings: components["schemas"]["FindingOut"][];
            /** Explanations */
            explanations: {
                [key: string]: string;
            };
            /** Analyses */
            analyses: components["schemas"]["AnalysisOut"][];
            /** History */
            history: components["schemas"]["StepOut"][];
        };
        /**
         * GroupOut
         * @description A group of a set. `state`: listed, or why its rows are not here.
         */
        geoops__indicators__schemas__GroupOut: {
            /** Code */
            code: string;
            name: components["schemas"]["TextOut"];
            /** State */
            state: string;
            state_label: components["schemas"]["TextOut"];
            /** Emergency */
            emergency: boolean;
            /** Open */
            open: boolean;
            /** Valid From */
            valid_from: string | null;
            /** Valid To */
            valid_to: string | null;
            /** Decision */
            decision: string | null;
            /** Notes */
            notes: string[];
        };
        /**
         * PartOut
         * @description One base value added over places: `value` is null while any place is missing, `so_far` what is there.
         */
        geoops__indicators__schemas__PartOut: {
            /** Value */
            value: number | null;
            /** So Far */
            so_far: number | null;
            /** Places */
            places: number;
            /** Missing */
            missing: string[];
        };
        /**
         * ValueOut
         * @description A value of a place. Null means that it is not known, for the reason given; it is never a zero.
         *
         *     `id` is what a writer sends back as `expected`. `units_from` is the first day of the units that the place belongs
         *     to; `superseded_at` tells until when a value of the history was current, `change_reason` why it came.
         */
        geoops__indicators__schemas__ValueOut: {
            /** Id */
            id: number | null;
            /** Commune Code */
            commune_code: string | null;
            /** Commune Name */
            commune_name: string | null;
            /** Province Code */
            province_code: string | null;
            /** Period */
            period: string | null;
            /** Nature */
            nature: string;
            /** Value */
            value: number | null;
            /** Value Text */
            value_text: string | null;
            /** Class Name */
            class_name: string | null;
            reason: components["schemas"]["TextOut"] | null;
            /** Dimensions */
            dimensions: {
                [key: string]: string;
            };
            /** Inputs */
            inputs: {
                [key: string]: unknown;
            };
            /** Boundary Version */
            boundary_version: number | null;
            /** Units From */
            units_from: string | null;
            /** Method */
            method: string;
            /** Source */
            source: string;
            /** Change Reason */
            change_reason: string | null;
            /** Entered By */
            entered_by: string | null;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Superseded At */
            superseded_at: string | null;
        };
        /**
         * ValuesOut
         * @description A page of the values of an indicator.
         */
        geoops__indicators__schemas__ValuesOut: {
            indicator: components["schemas"]["NodeOut"];
            /** Items */
            items: components["schemas"]["geoops__indicators__schemas__ValueOut"][];
            /** Next */
            next: string | null;
        };
        /**
         * WordOut
         * @description A word that the catalogue knows: `printed` is how it is sent.
         */
        geoops__indicators__schemas__WordOut: {
            /** Printed */
            printed: string;
            label: components["schemas"]["TextOut"];
        };
        /**
         * ValuesOut
         * @description The values of a layer at a time, one row per feature; null means that nothing is known.
         */
        geoops__layers__schemas__ValuesOut: {
            /** Layer */
            layer: string;
            /** Version */
            version: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Known At
             * Format: date-time
             */
            known_at: string;
            /** Columns */
            columns: string[];
            /** Rows */
            rows: unknown[][];
        };
        /**
         * PositionIn
         * @description A point in WGS 84. A latitude above 90 passes here, so that swapped coordinates get their own clear answer.
         */
        geoops__resources__schemas__PositionIn: {
            /** Lon */
            lon: number;
            /** Lat */
            lat: number;
        };
        /**
         * PositionOut
         * @description A point in WGS 84.
         */
        geoops__resources__schemas__PositionOut: {
            /** Lon */
            lon: number;
            /** Lat */
            lat: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    healthz_healthz_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: string;
                    };
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    readyz_readyz_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: string;
                    };
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    who_api_session_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    sign_in_api_session_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    sign_out_api_session_delete: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    change_password_api_session_password_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    add_phone_api_tokens_phone_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PhoneIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhoneOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    whose_api_tokens_self_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HolderOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    give_back_api_tokens_self_delete: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    teams_api_tokens_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokensOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    add_team_api_tokens_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TeamIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    revoke_api_tokens__name__delete: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    layers_api_layers_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LayersOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    values_api_layers__layer_id__values_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path: {
                layer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["geoops__layers__schemas__ValuesOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    open_to_public_api_layers__layer_id__public_put: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                layer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    close_to_public_api_layers__layer_id__public_delete: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                layer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    read_changes_api_changes_get: {
        parameters: {
            query?: {
                after?: number;
                limit?: number;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangesOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    recent_changes_api_changes_recent_get: {
        parameters: {
            query?: {
                limit?: number;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecentOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    stream_api_stream_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
                after?: number | null;
            };
            header?: {
                "last-event-id"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    list_spaces_api_spaces_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpacesOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    set_clock_api_spaces__name__clock_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SpeedBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    config_api_config_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    situation_api_communes__code__situation_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SituationOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    situation_report_api_reports_situation_get: {
        parameters: {
            query?: {
                /** @description of a province within the scope */
                province?: string | null;
                /** @description of one commune within the scope */
                commune?: string | null;
                /** @description how far back rain and news reach */
                hours?: number;
                format?: "html" | "docx" | "pdf";
                /** @description else by Accept-Language */
                lang?: ("vi" | "en") | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": unknown;
                    "application/pdf": unknown;
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    compared_map_api_indicators_compare_map_get: {
        parameters: {
            query: {
                /** @description the first variable */
                indicator: string;
                period?: string | null;
                nature?: "actual" | "plan" | "estimate" | "scenario" | "forecast";
                /** @description name=code,name=code; none: the total */
                dimensions?: string | null;
                against?: ("previous_period" | "previous_season" | "previous_year" | "december_last_year" | "same_period_last_year" | "plan" | "estimate" | "scenario" | "cumulative") | null;
                from_kind?: ("hour" | "day" | "month" | "quarter" | "half_year" | "season") | null;
                /** @description a second variable: bivariate classes and correlation */
                second?: string | null;
                second_period?: string | null;
                second_nature?: "actual" | "plan" | "estimate" | "scenario" | "forecast";
                second_dimensions?: string | null;
                second_against?: ("previous_period" | "previous_season" | "previous_year" | "december_last_year" | "same_period_last_year" | "plan" | "estimate" | "scenario" | "cumulative") | null;
                province?: string | null;
                method?: "equal_interval" | "quantile" | "natural_breaks" | "standard_deviation" | "threshold" | "manual";
                classes?: number;
                /** @description upper bounds of all classes but the last: locked */
                breaks?: string | null;
                second_breaks?: string | null;
                /** @description the text that sets a legal threshold */
                basis?: string | null;
                /** @description compare these all the same */
                accept?: string | null;
                /** @description as the system knew it at this time */
                known_at?: string | null;
                hot_spots?: boolean;
                alpha?: number;
                /** @description `population` or an indicator: the first variable becomes a rate of it */
                denominator?: string | null;
                denominator_period?: string | null;
                per?: number;
                /** @description empirical Bayes */
                shrink?: boolean;
                ranks?: boolean;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    about_api_basemap_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseMapOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    file_api_basemap__version__pmtiles_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.pmtiles": unknown;
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    communes_api_communes_get: {
        parameters: {
            query?: {
                /** @description two-digit code */
                province?: string | null;
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_CommuneOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    locate_api_communes_locate_get: {
        parameters: {
            query: {
                /** @description longitude, degrees */
                lon: number;
                /** @description latitude, degrees */
                lat: number;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Located"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    search_api_communes_search_get: {
        parameters: {
            query: {
                /** @description name, marks optional; maybe a province */
                q: string;
                limit?: number;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommuneList"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    commune_api_communes__code__get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommuneDetail"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    provinces_api_provinces_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProvinceList"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    list_observations_api_observations_get: {
        parameters: {
            query?: {
                station?: string | null;
                variable?: string | null;
                /** @description ends after this time */
                from?: string | null;
                /** @description ends at or before this time */
                to?: string | null;
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_ObservationOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    post_observations_api_observations_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    list_feeds_api_feeds_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedsOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    get_feed_api_feeds__name__get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    put_feed_api_feeds__name__put: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    delete_feed_api_feeds__name__delete: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    list_runs_api_feeds__name__runs_get: {
        parameters: {
            query?: {
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_RunOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    get_run_api_feeds__name__runs__run_id__get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                name: string;
                run_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    get_raw_api_feeds__name__runs__run_id__raw_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                name: string;
                run_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": unknown;
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    run_feed_api_feeds__name__run_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    run_again_api_feeds__name__runs__run_id__again_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                run_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    silent_stations_api_silence_stations_get: {
        parameters: {
            query?: {
                /** @description silent and suspect where none is given */
                state?: ("silent" | "suspect" | "late" | "unknown" | "on_time")[] | null;
                province?: string | null;
                source?: string | null;
                limit?: number;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SilenceOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    rain_by_commune_api_rain_communes_get: {
        parameters: {
            query?: {
                hours?: number;
                /** @description instead of hours; day is the hydrological day */
                window?: ("10m" | "30m" | "1h" | "3h" | "6h" | "12h" | "24h" | "48h" | "72h" | "day") | null;
                /** @description also estimate between gauges: from gauges by this method, blended with an observed grid, or as errs least */
                estimated?: ("idw" | "kriging" | "blended" | "best") | null;
                province?: string | null;
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommuneRainsOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    rain_by_hour_api_rain_series_get: {
        parameters: {
            query?: {
                /** @description 15, or 12,15,52 */
                province?: string | null;
                from?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeriesOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    rain_ahead_by_hour_api_rain_ahead_get: {
        parameters: {
            query?: {
                /** @description 15, or 12,15,52 */
                province?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeriesAheadOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    list_stations_api_stations_get: {
        parameters: {
            query?: {
                province?: string | null;
                commune?: string | null;
                source?: string | null;
                format?: "json" | "geojson";
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_StationOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    one_station_api_stations__station_id__get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path: {
                station_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationDetailOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    change_station_api_stations__station_id__patch: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                station_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StationIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationDetailOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    station_series_api_stations__station_id__series_get: {
        parameters: {
            query: {
                variable: string;
                /** @description ends after this time (RFC 3339) */
                from?: string | null;
                /** @description ends at or before this time */
                to?: string | null;
                format?: "json" | "csv" | "netcdf" | "parquet";
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path: {
                station_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeriesColumnsOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    list_warnings_api_warnings_get: {
        parameters: {
            query?: {
                province?: string | null;
                /** @description only warnings for this commune */
                commune?: string | null;
                /** @description only these; all kinds where left out */
                kind?: ("own" | "bulletin" | "national") | null;
                /** @description of our own warnings: open are drafts and what waits for review or issue */
                state?: "in_force" | "open" | "ended" | "all";
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_Annotated_Union_AlertOut__BulletinOut__WarningOut___FieldInfo_annotation_NoneType__required_True__discriminator__kind____"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    draft_api_warnings_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertOut"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    products_api_grids_products_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GridProductsOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    steps_api_grids_get: {
        parameters: {
            query?: {
                product?: string | null;
                variable?: string | null;
                /** @description ends after this time */
                from?: string | null;
                /** @description ends at or before this time */
                to?: string | null;
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_GridStepOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    load_api_grids_post: {
        parameters: {
            query?: {
                product?: string | null;
                /** @description the file's name */
                name?: string;
                /** @description a description, YAML */
                description?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GridLoadOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    rain_api_grids_rain_communes_get: {
        parameters: {
            query?: {
                kind?: "observed" | "forecast";
                hours?: number;
                product?: string | null;
                commune?: string[] | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GridRainsOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    step_api_grids__grid_id__get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                grid_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GridStepOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    communes_api_grids__grid_id__communes_get: {
        parameters: {
            query?: {
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                grid_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GridCommunesOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    stac_item_api_grids__grid_id__stac_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                grid_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    file_api_grids__grid_id__file_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                grid_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    the_form_api_warnings_form_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WarningFormOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    preview_api_warnings_preview_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    one_api_warnings__warning_id__get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                warning_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertDetail"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    amend_api_warnings__warning_id__put: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: {
                /** @description the etag that the caller has read */
                "if-match"?: string | null;
            };
            path: {
                warning_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    act_api_warnings__warning_id__actions__action__post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: {
                /** @description the etag that the caller has read */
                "if-match"?: string | null;
            };
            path: {
                warning_id: string;
                action: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StepIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    import_document_api_cap_import_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cap+xml": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportOut"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    bulletins_api_cap_bulletins_get: {
        parameters: {
            query?: {
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_BulletinOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    bulletin_api_cap_bulletins__bulletin_id__get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                bulletin_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulletinDetail"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    original_api_cap_bulletins__bulletin_id__original_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                bulletin_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    recipients_api_alerting_recipients_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_SubscriptionOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    subscribe_api_alerting_recipients_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubscriptionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    unsubscribe_api_alerting_recipients__recipient_id__delete: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                recipient_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    readdress_api_alerting_recipients__recipient_id__patch: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: {
                /** @description the etag that the caller has read */
                "if-match"?: string | null;
            };
            path: {
                recipient_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SealedPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    receipts_api_alerting_receipts_get: {
        parameters: {
            query?: {
                warning?: string | null;
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_DeliveryOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    feed_cap_feed_xml_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description cursor of the page before */
                after?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    document_cap__warning_id__xml_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                warning_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    recipients_api_incidents_escalation_recipients_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_EscalationRecipientOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    subscribe_api_incidents_escalation_recipients_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EscalationRecipientIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EscalationRecipientOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    levels_api_incidents_escalation_levels_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_EscalationLevelOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    unsubscribe_api_incidents_escalation_recipients__recipient_id__delete: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                recipient_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    change_api_incidents_escalation_recipients__recipient_id__patch: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: {
                /** @description the etag that the caller has read */
                "if-match"?: string | null;
            };
            path: {
                recipient_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EscalationRecipientPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EscalationRecipientOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    trial_api_incidents_escalation_recipients__recipient_id__trial_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                recipient_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EscalationTrialOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    messages_api_incidents_escalation_messages_get: {
        parameters: {
            query?: {
                incident?: string | null;
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_EscalationMessageOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    triage_queue_api_incidents_queue_get: {
        parameters: {
            query?: {
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                commune?: string | null;
                kind?: string | null;
                state?: ("reported" | "verified" | "responding") | null;
                holder?: string | null;
                unheld?: boolean;
                overdue?: boolean;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    likely_groups_api_incidents_likely_groups_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupsOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    bulk_action_api_incidents_bulk_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    undo_bulk_api_incidents_bulk__batch_id__undo_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                batch_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    handovers_api_incidents_handovers_get: {
        parameters: {
            query?: {
                limit?: number;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandoversOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    sign_handover_api_incidents_handovers_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandoverIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandoverOut"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandoverOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    verify_handovers_api_incidents_handovers_verify_get: {
        parameters: {
            query?: {
                scope?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["geoops__incidents__triage__schemas__ChainOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    one_handover_api_incidents_handovers__handover_id__get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                handover_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandoverOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    accept_handover_api_incidents_handovers__handover_id__accept_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                handover_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandoverOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    attend_api_incidents__incident_id__presence_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PresenceOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    leave_api_incidents__incident_id__presence_delete: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    likely_api_incidents__incident_id__likely_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LikelyListOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    repeats_api_incidents__incident_id__repeats_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepeatsOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    merge_api_incidents__incident_id__repeats_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RepeatsBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepeatsOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    unmerge_api_incidents__incident_id__repeats__repeat_id__delete: {
        parameters: {
            query?: {
                reason?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                incident_id: string;
                repeat_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepeatsOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    communes_in_danger_api_danger_communes_get: {
        parameters: {
            query?: {
                province?: string | null;
                /** @description also communes below every threshold, and those of which nothing can be told */
                everywhere?: boolean;
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DangersOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    danger_of_commune_api_danger_communes__code__get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DangerDetailOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    list_rules_api_danger_rules_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RulesOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    one_rule_api_danger_rules__rule_id__get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                rule_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    switch_rule_api_danger_rules__rule_id__switch_put: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                rule_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SwitchIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    rehearse_rule_api_danger_rules__rule_id__rehearsals_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                rule_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RehearsalIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    carried_api_incidents_carried_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CarriedIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarriedOut"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarriedOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    carries_api_incidents__incident_id__carried_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarriesOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    incidents_api_incidents_get: {
        parameters: {
            query?: {
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                commune?: string | null;
                kind?: string | null;
                state?: ("open" | "reported" | "verified" | "responding" | "resolved" | "rejected") | null;
                holder?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_IncidentOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    report_api_incidents_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: {
                /** @description what the clock that the record was dated by shows now (RFC 3339 or HTTP date) */
                "X-Device-Time"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IncidentIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentOut"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    export_api_incidents_export_get: {
        parameters: {
            query?: {
                format?: "csv" | "xlsx" | "geojson";
                commune?: string | null;
                kind?: string | null;
                state?: ("open" | "reported" | "verified" | "responding" | "resolved" | "rejected") | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    mine_api_incidents_mine_get: {
        parameters: {
            query?: {
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_IncidentOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    receipts_api_incidents_receipts_get: {
        parameters: {
            query: {
                ids: string;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptsOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    kinds_api_incidents_kinds_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KindsOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    form_api_incidents_form_get: {
        parameters: {
            query?: never;
            header?: {
                "if-none-match"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["geoops__incidents__form__FormOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    incident_api_incidents__incident_id__get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    amend_api_incidents__incident_id__patch: {
        parameters: {
            query?: {
                /** @description let the edit through where it touches what nobody else did */
                join?: boolean;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: {
                /** @description the etag that the caller has read */
                "if-match"?: string | null;
            };
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IncidentPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    timeline_api_incidents__incident_id__timeline_get: {
        parameters: {
            query?: {
                after?: number;
                limit?: number;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelineOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    contradictions_api_incidents__incident_id__contradictions_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContradictionOut"][];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    act_api_incidents__incident_id__actions__action__post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: {
                /** @description the etag that the caller has read */
                "if-match"?: string | null;
            };
            path: {
                incident_id: string;
                action: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActionBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    events_api_events_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_EventOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    add_event_api_events_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EventIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventOut"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    end_event_api_events__event_id__end_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                event_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Body_end_event_api_events__event_id__end_post"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    form_api_damage_form_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["geoops__incidents__damage__schemas__FormOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    reports_api_damage_get: {
        parameters: {
            query?: {
                event?: string | null;
                commune?: string | null;
                unconfirmed?: boolean;
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_DamageOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    report_api_damage_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DamageIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DamageOut"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DamageOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    summary_api_damage_summary_get: {
        parameters: {
            query: {
                event: string;
                by?: "commune" | "province" | "nation";
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SummaryOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    parts_api_damage_parts_get: {
        parameters: {
            query: {
                event: string;
                item: string;
                commune?: string | null;
                province?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_DamageOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    due_api_damage_due_get: {
        parameters: {
            query: {
                event: string;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_DueOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    export_api_damage_export_get: {
        parameters: {
            query: {
                event: string;
                by?: "commune" | "province" | "nation";
                format?: "csv" | "xlsx";
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    one_api_damage__report_id__get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                report_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DamageOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    confirm_api_damage__report_id__confirm_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                report_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DamageOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    victims_of_api_damage__report_id__victims_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                report_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_VictimOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    add_victim_api_damage__report_id__victims_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                report_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VictimIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    remove_victim_api_damage__report_id__victims__victim_id__delete: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                report_id: string;
                victim_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    form_api_disease_form_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DiseaseFormOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    outbreaks_api_disease_outbreaks_get: {
        parameters: {
            query?: {
                disease?: string | null;
                kind?: ("human" | "animal") | null;
                commune?: string | null;
                status?: ("active" | "suspected" | "confirmed" | "controlled" | "over" | "ruled_out") | null;
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_OutbreakOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    add_api_disease_outbreaks_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OutbreakIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutbreakDetail"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutbreakDetail"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    one_api_disease_outbreaks__outbreak_id__get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                outbreak_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutbreakDetail"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    amend_api_disease_outbreaks__outbreak_id__patch: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: {
                /** @description the etag that the caller has read */
                "if-match"?: string | null;
            };
            path: {
                outbreak_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OutbreakPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutbreakDetail"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    take_step_api_disease_outbreaks__outbreak_id__status_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: {
                /** @description the etag that the caller has read */
                "if-match"?: string | null;
            };
            path: {
                outbreak_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatusIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutbreakDetail"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    set_zones_api_disease_outbreaks__outbreak_id__zones_put: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: {
                /** @description the etag that the caller has read */
                "if-match"?: string | null;
            };
            path: {
                outbreak_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ZonesIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutbreakDetail"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    reports_api_disease_outbreaks__outbreak_id__reports_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                outbreak_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_OutbreakReportOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    report_api_disease_reports_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OutbreakReportIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutbreakReportOut"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutbreakReportOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    summary_api_disease_summary_get: {
        parameters: {
            query?: {
                /** @description begin of the time (RFC 3339); a week before at */
                since?: string | null;
                kind?: ("human" | "animal") | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DiseaseSummaryOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    communes_in_zones_api_disease_communes_get: {
        parameters: {
            query?: {
                disease?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_ZonedOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    export_api_disease_export_get: {
        parameters: {
            query?: {
                disease?: string | null;
                kind?: ("human" | "animal") | null;
                status?: ("active" | "suspected" | "confirmed" | "controlled" | "over" | "ruled_out") | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    add_photo_api_incidents__incident_id__photos_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description made on the device */
                id?: string | null;
            };
            header?: never;
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file?: string;
                    /** Format: uuid */
                    id?: string;
                };
                "image/jpeg": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentOut"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    attachments_api_incidents__incident_id__attachments_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentsOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    attachment_file_api_incidents__incident_id__attachments__attachment_id___name__get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                incident_id: string;
                attachment_id: string;
                name: "shown" | "thumb" | "original";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    begin_upload_api_incidents__incident_id__uploads_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: {
                "Tus-Resumable"?: string | null;
                "Upload-Length"?: string | null;
                "Upload-Metadata"?: string;
            };
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    end_upload_api_incidents_uploads__upload_id__delete: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: {
                "Tus-Resumable"?: string | null;
            };
            path: {
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    upload_progress_api_incidents_uploads__upload_id__head: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: {
                "Tus-Resumable"?: string | null;
            };
            path: {
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    append_upload_api_incidents_uploads__upload_id__patch: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: {
                "Tus-Resumable"?: string | null;
                "Upload-Offset"?: string | null;
                "Upload-Checksum"?: string | null;
            };
            path: {
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/offset+octet-stream": string;
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    form_list_openrosa_formList_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    form_openrosa_forms__form_id__get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                form_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    submit_openrosa_submission_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: {
                date?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    xml_submission_file?: string;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    before_submission_openrosa_submission_head: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    risk_maps_api_risk_maps_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RiskMapsOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    areas_api_risk_maps__risk_map_id__areas_get: {
        parameters: {
            query?: {
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                risk_map_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_AreaOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    compared_api_indicators_compare_get: {
        parameters: {
            query: {
                /** @description the first variable */
                indicator: string;
                period?: string | null;
                nature?: "actual" | "plan" | "estimate" | "scenario" | "forecast";
                /** @description name=code,name=code; none: the total */
                dimensions?: string | null;
                against?: ("previous_period" | "previous_season" | "previous_year" | "december_last_year" | "same_period_last_year" | "plan" | "estimate" | "scenario" | "cumulative") | null;
                from_kind?: ("hour" | "day" | "month" | "quarter" | "half_year" | "season") | null;
                /** @description a second variable: bivariate classes and correlation */
                second?: string | null;
                second_period?: string | null;
                second_nature?: "actual" | "plan" | "estimate" | "scenario" | "forecast";
                second_dimensions?: string | null;
                second_against?: ("previous_period" | "previous_season" | "previous_year" | "december_last_year" | "same_period_last_year" | "plan" | "estimate" | "scenario" | "cumulative") | null;
                province?: string | null;
                method?: "equal_interval" | "quantile" | "natural_breaks" | "standard_deviation" | "threshold" | "manual";
                classes?: number;
                /** @description upper bounds of all classes but the last: locked */
                breaks?: string | null;
                second_breaks?: string | null;
                /** @description the text that sets a legal threshold */
                basis?: string | null;
                /** @description compare these all the same */
                accept?: string | null;
                /** @description as the system knew it at this time */
                known_at?: string | null;
                hot_spots?: boolean;
                alpha?: number;
                /** @description `population` or an indicator: the first variable becomes a rate of it */
                denominator?: string | null;
                denominator_period?: string | null;
                per?: number;
                /** @description empirical Bayes */
                shrink?: boolean;
                ranks?: boolean;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompareOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    small_multiples_api_indicators_compare_multiples_get: {
        parameters: {
            query: {
                /** @description the first variable */
                indicator: string;
                period?: string | null;
                nature?: "actual" | "plan" | "estimate" | "scenario" | "forecast";
                /** @description name=code,name=code; none: the total */
                dimensions?: string | null;
                against?: ("previous_period" | "previous_season" | "previous_year" | "december_last_year" | "same_period_last_year" | "plan" | "estimate" | "scenario" | "cumulative") | null;
                from_kind?: ("hour" | "day" | "month" | "quarter" | "half_year" | "season") | null;
                /** @description a second variable: bivariate classes and correlation */
                second?: string | null;
                second_period?: string | null;
                second_nature?: "actual" | "plan" | "estimate" | "scenario" | "forecast";
                second_dimensions?: string | null;
                second_against?: ("previous_period" | "previous_season" | "previous_year" | "december_last_year" | "same_period_last_year" | "plan" | "estimate" | "scenario" | "cumulative") | null;
                province?: string | null;
                method?: "equal_interval" | "quantile" | "natural_breaks" | "standard_deviation" | "threshold" | "manual";
                classes?: number;
                /** @description upper bounds of all classes but the last: locked */
                breaks?: string | null;
                second_breaks?: string | null;
                /** @description the text that sets a legal threshold */
                basis?: string | null;
                /** @description compare these all the same */
                accept?: string | null;
                /** @description as the system knew it at this time */
                known_at?: string | null;
                hot_spots?: boolean;
                alpha?: number;
                /** @description `population` or an indicator: the first variable becomes a rate of it */
                denominator?: string | null;
                denominator_period?: string | null;
                per?: number;
                /** @description empirical Bayes */
                shrink?: boolean;
                ranks?: boolean;
                /** @description with commas between, at most 9 */
                periods?: string | null;
                /** @description further indicators in the same unit, with commas between */
                also?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MultiplesOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    export_comparison_api_indicators_compare_export_get: {
        parameters: {
            query: {
                /** @description the first variable */
                indicator: string;
                period?: string | null;
                nature?: "actual" | "plan" | "estimate" | "scenario" | "forecast";
                /** @description name=code,name=code; none: the total */
                dimensions?: string | null;
                against?: ("previous_period" | "previous_season" | "previous_year" | "december_last_year" | "same_period_last_year" | "plan" | "estimate" | "scenario" | "cumulative") | null;
                from_kind?: ("hour" | "day" | "month" | "quarter" | "half_year" | "season") | null;
                /** @description a second variable: bivariate classes and correlation */
                second?: string | null;
                second_period?: string | null;
                second_nature?: "actual" | "plan" | "estimate" | "scenario" | "forecast";
                second_dimensions?: string | null;
                second_against?: ("previous_period" | "previous_season" | "previous_year" | "december_last_year" | "same_period_last_year" | "plan" | "estimate" | "scenario" | "cumulative") | null;
                province?: string | null;
                method?: "equal_interval" | "quantile" | "natural_breaks" | "standard_deviation" | "threshold" | "manual";
                classes?: number;
                /** @description upper bounds of all classes but the last: locked */
                breaks?: string | null;
                second_breaks?: string | null;
                /** @description the text that sets a legal threshold */
                basis?: string | null;
                /** @description compare these all the same */
                accept?: string | null;
                /** @description as the system knew it at this time */
                known_at?: string | null;
                hot_spots?: boolean;
                alpha?: number;
                /** @description `population` or an indicator: the first variable becomes a rate of it */
                denominator?: string | null;
                denominator_period?: string | null;
                per?: number;
                /** @description empirical Bayes */
                shrink?: boolean;
                ranks?: boolean;
                format?: "csv" | "xlsx" | "gpkg" | "parquet";
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    second_variables_api_indicators_compare_choices_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_VariableChoiceOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    filled_api_indicators_compare_filled_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_FilledOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    periods_api_indicators_compare_periods_get: {
        parameters: {
            query: {
                indicator: string;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_FilledPeriodOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    broken_down_api_indicators_compare_parts_get: {
        parameters: {
            query: {
                indicator: string;
                period: string;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_PartChoiceOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    number_card_api_indicators_card_get: {
        parameters: {
            query: {
                /** @description the first variable */
                indicator: string;
                period?: string | null;
                nature?: "actual" | "plan" | "estimate" | "scenario" | "forecast";
                /** @description name=code,name=code; none: the total */
                dimensions?: string | null;
                against?: ("previous_period" | "previous_season" | "previous_year" | "december_last_year" | "same_period_last_year" | "plan" | "estimate" | "scenario" | "cumulative") | null;
                from_kind?: ("hour" | "day" | "month" | "quarter" | "half_year" | "season") | null;
                /** @description a second variable: bivariate classes and correlation */
                second?: string | null;
                second_period?: string | null;
                second_nature?: "actual" | "plan" | "estimate" | "scenario" | "forecast";
                second_dimensions?: string | null;
                second_against?: ("previous_period" | "previous_season" | "previous_year" | "december_last_year" | "same_period_last_year" | "plan" | "estimate" | "scenario" | "cumulative") | null;
                province?: string | null;
                method?: "equal_interval" | "quantile" | "natural_breaks" | "standard_deviation" | "threshold" | "manual";
                classes?: number;
                /** @description upper bounds of all classes but the last: locked */
                breaks?: string | null;
                second_breaks?: string | null;
                /** @description the text that sets a legal threshold */
                basis?: string | null;
                /** @description compare these all the same */
                accept?: string | null;
                /** @description as the system knew it at this time */
                known_at?: string | null;
                hot_spots?: boolean;
                alpha?: number;
                /** @description `population` or an indicator: the first variable becomes a rate of it */
                denominator?: string | null;
                denominator_period?: string | null;
                per?: number;
                /** @description empirical Bayes */
                shrink?: boolean;
                ranks?: boolean;
                commune: string;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FigureCardOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    saved_views_api_indicators_views_get: {
        parameters: {
            query?: {
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_SavedViewOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    save_view_api_indicators_views_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SavedViewIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedViewOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    saved_view_api_indicators_views__view_id__get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                view_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedViewOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    shared_values_api_indicators_sharing_values_get: {
        parameters: {
            query: {
                set: string;
                period?: string | null;
                province?: string | null;
                commune?: string | null;
                /** @description `last_seq` of the page before */
                after?: number;
                limit?: number;
                format?: "json" | "csv" | "sdmx-csv";
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SharedValuesOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    who_took_what_api_indicators_sharing_log_get: {
        parameters: {
            query?: {
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_TakingOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    recipients_api_indicators_sharing_recipients_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_RecipientOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    add_recipient_api_indicators_sharing_recipients_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecipientIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecipientOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    remove_recipient_api_indicators_sharing_recipients__recipient_id__delete: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                recipient_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    readdress_api_indicators_sharing_recipients__recipient_id__patch: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: {
                /** @description the etag that the caller has read */
                "if-match"?: string | null;
            };
            path: {
                recipient_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SealedPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecipientOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    receipts_api_indicators_sharing_receipts_get: {
        parameters: {
            query?: {
                recipient?: string | null;
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_PushOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    codes_api_indicators_codes_get: {
        parameters: {
            query?: {
                dimension?: string | null;
                state?: ("proposed" | "approved" | "refused") | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_CodeOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    propose_api_indicators_codes_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    decide_api_indicators_codes__number__decision_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: {
                /** @description the etag that the caller has read */
                "if-match"?: string | null;
            };
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    close_api_indicators_codes__number__patch: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: {
                /** @description the etag that the caller has read */
                "if-match"?: string | null;
            };
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClosingIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    catalogue_api_indicators_get: {
        parameters: {
            query?: {
                set?: string | null;
                group?: string | null;
                /** @description rows in force on that day; without it, all */
                day?: string | null;
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogueOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    databases_api_indicators_databases_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_DatabaseOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    dimensions_api_indicators_dimensions_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_DimensionOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    proposals_api_indicators_components_get: {
        parameters: {
            query?: {
                state?: ("proposed" | "approved" | "refused") | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_ProposalOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    propose_api_indicators_components_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ComponentIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposalOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    open_lists_api_indicators_components_lists_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenListsOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    decide_api_indicators_components__number__decision_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposalOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    values_api_indicators_values_get: {
        parameters: {
            query: {
                /** @description code of the indicator, like lao_cai.C.2.1 */
                indicator: string;
                period?: string | null;
                commune?: string | null;
                province?: string | null;
                nature?: ("actual" | "plan" | "estimate" | "scenario" | "forecast") | null;
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["geoops__indicators__schemas__ValuesOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    write_values_api_indicators_values_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ValuesIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WrittenOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    history_api_indicators_values_history_get: {
        parameters: {
            query: {
                /** @description code of the indicator, like lao_cai.C.2.1 */
                indicator: string;
                /** @description 2026, 2026-H2, 2026-Q3, 2026-07, 2026-W30, 2026-07-21, 2026-DX … */
                period: string;
                province: string;
                commune?: string | null;
                nature?: "actual" | "plan" | "estimate" | "scenario" | "forecast";
                /** @description name=code,name=code; none: the total */
                dimensions?: string | null;
                /** @description on the units of this day; none: of today */
                units_of?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_ValueOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    table_api_indicators_table_get: {
        parameters: {
            query: {
                /** @description code of the indicator, like lao_cai.C.2.1 */
                indicator: string;
                /** @description 2026, 2026-H2, 2026-Q3, 2026-07, 2026-W30, 2026-07-21, 2026-DX … */
                period: string;
                province?: string | null;
                nature?: "actual" | "plan" | "estimate" | "scenario" | "forecast";
                /** @description name=code,name=code; none: the total */
                dimensions?: string | null;
                against?: ("previous_period" | "previous_season" | "previous_year" | "december_last_year" | "same_period_last_year" | "plan" | "estimate" | "scenario" | "cumulative") | null;
                /** @description work a missing base out from periods of this kind */
                from_kind?: ("hour" | "day" | "month" | "quarter" | "half_year" | "season") | null;
                /** @description on the units of this day; none: of today */
                units_of?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    whole_api_indicators_whole_get: {
        parameters: {
            query: {
                /** @description code of the indicator, like lao_cai.C.2.1 */
                indicator: string;
                /** @description 2026, 2026-H2, 2026-Q3, 2026-07, 2026-W30, 2026-07-21, 2026-DX … */
                period: string;
                province?: string | null;
                nature?: "actual" | "plan" | "estimate" | "scenario" | "forecast";
                /** @description name=code,name=code; none: the total */
                dimensions?: string | null;
                against?: ("previous_period" | "previous_season" | "previous_year" | "december_last_year" | "same_period_last_year" | "plan" | "estimate" | "scenario" | "cumulative") | null;
                /** @description work a missing base out from periods of this kind */
                from_kind?: ("hour" | "day" | "month" | "quarter" | "half_year" | "season") | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WholeOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    tasks_api_reporting_tasks_get: {
        parameters: {
            query: {
                set: string;
                province: string;
                commune?: string | null;
                office?: string | null;
                /** @description earlier periods of each rhythm */
                back?: number;
                /** @description open: not sent up yet; late: past its time; waiting: for a step of approval; act: the caller could send it up or pass a step of it */
                show?: "all" | "open" | "late" | "waiting" | "act";
                /** @description only what the caller was named for */
                mine?: boolean;
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TasksOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    form_api_reporting_form_get: {
        parameters: {
            query: {
                set: string;
                office: string;
                period: string;
                commune?: string | null;
                province?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["geoops__indicators__reporting__schemas__FormOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    write_analyses_api_reporting_analyses_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnalysesIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    assignments_api_reporting_assignments_get: {
        parameters: {
            query: {
                set: string;
                province: string;
                commune?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_AssignmentOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    assign_api_reporting_assignments_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignmentIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    unassign_api_reporting_assignments__number__delete: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    submit_api_reporting_submit_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    approve_api_reporting_approve_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    return__api_reporting_return_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    lock_api_reporting_lock_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    reopen_api_reporting_reopen_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    hand_out_api_reporting_form_xlsx_get: {
        parameters: {
            query: {
                set: string;
                office: string;
                period: string;
                commune?: string | null;
                province?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    take_back_api_reporting_form_xlsx_post: {
        parameters: {
            query: {
                set: string;
                office: string;
                period: string;
                commune?: string | null;
                province?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    scores_api_indicators_quality_get: {
        parameters: {
            query: {
                set: string;
                province: string;
                period: string;
                by?: "commune" | "office" | "report";
                office?: string | null;
                commune?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QualityOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    faults_api_indicators_quality_faults_get: {
        parameters: {
            query: {
                set: string;
                province: string;
                period: string;
                office?: string | null;
                commune?: string | null;
                quality?: string | null;
                limit?: number;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlawsOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    resources_api_resources_get: {
        parameters: {
            query?: {
                commune?: string | null;
                province?: string | null;
                pillar?: ("command" | "forces" | "means" | "logistics") | null;
                kind?: string | null;
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_ResourceOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    add_resource_api_resources_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResourceIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResourceOut"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResourceOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    kinds_of_resources_api_resources_kinds_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResourceKindsOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    change_resource_api_resources__resource_id__patch: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: {
                /** @description the etag that the caller has read */
                "if-match"?: string | null;
            };
            path: {
                resource_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResourceChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResourceOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    counts_of_resource_api_resources__resource_id__counts_get: {
        parameters: {
            query?: {
                /** @description rows per page */
                limit?: number;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                resource_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountsOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    count_resource_api_resources__resource_id__counts_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                resource_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CountIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResourceOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    stores_api_stores_get: {
        parameters: {
            query?: {
                commune?: string | null;
                province?: string | null;
                /** @description also those that are closed */
                closed?: boolean;
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_StoreOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    add_store_api_stores_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StoreIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoreOut"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoreOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    close_store_api_stores__store_id__close_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                store_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoreOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    shelters_api_shelters_get: {
        parameters: {
            query?: {
                commune?: string | null;
                province?: string | null;
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_ShelterOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    add_shelter_api_shelters_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShelterIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShelterOut"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShelterOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    change_shelter_api_shelters__shelter_id__patch: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: {
                /** @description the etag that the caller has read */
                "if-match"?: string | null;
            };
            path: {
                shelter_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShelterChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShelterOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    count_shelter_api_shelters__shelter_id__counts_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                shelter_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OccupancyIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShelterOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    command_posts_api_command_posts_get: {
        parameters: {
            query?: {
                commune?: string | null;
                province?: string | null;
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_CommandPostOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    add_command_post_api_command_posts_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommandPostIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandPostOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    loaded_api_roads_get: {
        parameters: {
            query?: {
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_RoadOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    near_api_roads_near_get: {
        parameters: {
            query: {
                lon: number;
                lat: number;
                accuracy_m?: number;
                within_m?: number;
                road?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BesidesOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    at_api_roads__road__at__chainage__get: {
        parameters: {
            query?: {
                /** @description part of the road */
                part?: string | null;
                province?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                road: string;
                chainage: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": string;
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    works_api_works_get: {
        parameters: {
            query?: {
                commune?: string | null;
                province?: string | null;
                kind?: (("irrigation_reservoir" | "hydropower_reservoir" | "dike" | "embankment") | ("landslide" | "flooding"))[] | null;
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_Union_WorkOut__RoadPointOut__"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    add_work_api_works_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkDetail"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkDetail"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    notices_api_works_notices_get: {
        parameters: {
            query?: {
                commune?: string | null;
                province?: string | null;
                ended?: boolean;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_ReservoirNoticeOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    template_api_works_template_get: {
        parameters: {
            query?: {
                register?: "road_points" | "works";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    take_in_api_works_import_post: {
        parameters: {
            query?: {
                register?: "road_points" | "works";
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportedOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    reached_api_works_reach_get: {
        parameters: {
            query: {
                lon: number;
                lat: number;
                minutes?: number;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": string;
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    work_api_works__work_id__get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path: {
                work_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkDetail"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    amend_work_api_works__work_id__patch: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: {
                /** @description the etag that the caller has read */
                "if-match"?: string | null;
            };
            path: {
                work_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkDetail"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    inspect_api_works__work_id__inspections_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                work_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InspectionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkDetail"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    read_api_works__work_id__readings_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                work_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadingIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkDetail"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    road_points_api_road_points_get: {
        parameters: {
            query?: {
                commune?: string | null;
                province?: string | null;
                kind?: ("landslide" | "flooding")[] | null;
                state?: ("open" | "one_lane" | "cut")[] | null;
                road?: string | null;
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_RoadPointOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    add_point_api_road_points_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoadPointIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoadPointDetail"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoadPointDetail"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    point_api_road_points__point_id__get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path: {
                point_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoadPointDetail"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    amend_point_api_road_points__point_id__patch: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: {
                /** @description the etag that the caller has read */
                "if-match"?: string | null;
            };
            path: {
                point_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoadPointPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoadPointDetail"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    enter_api_road_points__point_id__states_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                point_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PointStateIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoadPointDetail"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    readiness_api_readiness_get: {
        parameters: {
            query?: {
                commune?: string | null;
                province?: string | null;
                /** @description worst: what needs a hand first */
                order?: "code" | "worst";
                /** @description with order=worst: one assessment alone */
                state?: ("ready" | "short" | "unknown" | "no_demand" | "not_assessed") | null;
                /** @description with order=worst: one failing pillar alone */
                weakest?: ("command" | "forces" | "means" | "logistics") | null;
                /** @description a scenario: so many times the rain; 1 is what is */
                rain_factor?: number;
                /** @description a scenario: the danger of every commune higher by so many levels */
                raise_level?: number;
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadinessListOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    list_norms_api_readiness_norms_get: {
        parameters: {
            query?: {
                province?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NormsOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    set_norm_api_readiness_norms__norm__put: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                norm: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NormIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NormOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    close_a_road_api_readiness_closing_get: {
        parameters: {
            query?: {
                /** @description road points taken as cut, whatever their state is */
                point?: string[] | null;
                /** @description a road to close at `chainage` */
                road?: string | null;
                chainage?: string | null;
                /** @description part of the road */
                part?: string | null;
                province?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClosedOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    readiness_of_commune_api_readiness__code__get: {
        parameters: {
            query?: {
                /** @description a scenario: so many times the rain; 1 is what is */
                rain_factor?: number;
                /** @description a scenario: the danger of every commune higher by so many levels */
                raise_level?: number;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadinessOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    help_for_commune_api_readiness__code__help_get: {
        parameters: {
            query?: {
                /** @description a scenario: so many times the rain; 1 is what is */
                rain_factor?: number;
                /** @description a scenario: the danger of every commune higher by so many levels */
                raise_level?: number;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description when it was true (RFC 3339) */
                at?: string | null;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HelpsOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    form_api_resources_form_get: {
        parameters: {
            query: {
                /** @description the commune whose form it is */
                commune: string;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    take_form_api_resources_form_post: {
        parameters: {
            query: {
                /** @description the commune whose form it is */
                commune: string;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_take_form_api_resources_form_post"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormTakenOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    dispatches_api_dispatches_get: {
        parameters: {
            query?: {
                /** @description a state, or `open` */
                state?: string | null;
                commune?: string | null;
                incident?: string | null;
                resource?: string | null;
                /** @description open ones, and those that ended within a day */
                board?: boolean;
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_DispatchOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    create_api_dispatches_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DispatchIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DispatchOut"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DispatchOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    states_api_dispatches_states_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DispatchStateOut"][];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    kinds_api_dispatches_kinds_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DispatchKindOut"][];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    available_api_dispatches_available_get: {
        parameters: {
            query: {
                kind: string;
                lon: number;
                lat: number;
                but_commune?: string | null;
                limit?: number;
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AvailableOut"][];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    short_api_dispatches_short_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShortOut"][];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    export_api_dispatches_export_get: {
        parameters: {
            query?: {
                /** @description a state, or `open` */
                state?: string | null;
                commune?: string | null;
                incident?: string | null;
                format?: "csv" | "xlsx";
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    one_api_dispatches__dispatch_id__get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                dispatch_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DispatchOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    steps_api_dispatches__dispatch_id__steps_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                dispatch_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DispatchStepOut"][];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    act_api_dispatches__dispatch_id__actions__action__post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: {
                /** @description the etag that the caller has read */
                "if-match"?: string | null;
            };
            path: {
                dispatch_id: string;
                action: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DispatchStepIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DispatchOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    costs_api_dispatches__dispatch_id__costs_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                dispatch_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DispatchCostOut"][];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    add_cost_api_dispatches__dispatch_id__costs_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                dispatch_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DispatchCostIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DispatchCostOut"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DispatchCostOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    remove_cost_api_dispatches__dispatch_id__costs__cost_id__delete: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                dispatch_id: string;
                cost_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    evacuations_api_evacuations_get: {
        parameters: {
            query?: {
                state?: ("ordered" | "closed" | "cancelled") | null;
                commune?: string | null;
                /** @description rows per page */
                limit?: number;
                /** @description cursor of the page before */
                after?: string | null;
                /** @description live, or a named replay or drill */
                space?: string;
                /** @description as the system knew it at this time (RFC 3339) */
                known_at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_EvacuationOut_"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    order_api_evacuations_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EvacuationIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvacuationOut"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvacuationOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    rooms_api_evacuations_rooms_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomOut"][];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    count_api_evacuations_counts_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: {
                /** @description what the clock that the record was dated by shows now (RFC 3339 or HTTP date) */
                "X-Device-Time"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PeopleCountIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeopleCountOut"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeopleCountOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    void_api_evacuations_counts__count_id__void_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                count_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VoidIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeopleCountOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    one_api_evacuations__evacuation_id__get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                evacuation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvacuationOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    counts_api_evacuations__evacuation_id__counts_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                evacuation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeopleCountOut"][];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    act_api_evacuations__evacuation_id__actions__action__post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: {
                /** @description the etag that the caller has read */
                "if-match"?: string | null;
            };
            path: {
                evacuation_id: string;
                action: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WhyIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvacuationOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    add_shelter_api_evacuations__evacuation_id__shelters_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                evacuation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Body_add_shelter_api_evacuations__evacuation_id__shelters_post"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvacuationOut"];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    households_api_evacuations__evacuation_id__households_get: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                evacuation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HouseholdOut"][];
                };
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    add_household_api_evacuations__evacuation_id__households_post: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                evacuation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HouseholdIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
    remove_household_api_evacuations__evacuation_id__households__household_id__delete: {
        parameters: {
            query?: {
                /** @description live, or a named replay or drill */
                space?: string;
            };
            header?: never;
            path: {
                evacuation_id: string;
                household_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem document (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
        };
    };
}
