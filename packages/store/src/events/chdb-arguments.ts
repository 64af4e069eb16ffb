const MiB = 1024 ** 2

/**
 * Everything in the engine that would size itself from the machine's memory (marks alone: 5 GB), as arguments of its start.
 * What stays out: caches of formats and disks that we do not use are switched off.
 */
export function chdbArguments(memoryBytes: number): string[] {
  const cache = Math.floor(Math.min(64 * MiB, memoryBytes / 16))
  const settings: Record<string, number> = {
    max_server_memory_usage: Math.floor(memoryBytes),
    merges_mutations_memory_usage_soft_limit: Math.floor(memoryBytes / 2),
    mark_cache_size: cache,
    primary_index_cache_size: cache,
    uncompressed_cache_size: 0,
    index_mark_cache_size: MiB,
    index_uncompressed_cache_size: 0,
    query_condition_cache_size: 4 * MiB,
    compiled_expression_cache_size: 16 * MiB,
    mmap_cache_size: 0,
    unique_key_index_cache_size_bytes: 0,
    vector_similarity_index_cache_size: 0,
    text_index_tokens_cache_size: 0,
    text_index_header_cache_size: 0,
    text_index_postings_cache_size: 0,
    parquet_metadata_cache_size: 0,
    iceberg_metadata_files_cache_size: 0,
    background_pool_size: 2,
    background_schedule_pool_size: 2,
    background_common_pool_size: 2,
    max_thread_pool_size: 400,
    max_thread_pool_free_size: 16,
    max_io_thread_pool_size: 16,
    max_active_parts_loading_thread_pool_size: 4,
    max_outdated_parts_loading_thread_pool_size: 2,
    max_parts_cleaning_thread_pool_size: 2,
  }
  return Object.entries(settings).map(([name, value]) => `--${name}=${value}`)
}
