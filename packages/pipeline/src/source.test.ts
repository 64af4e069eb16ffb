import { describe, expect, it } from 'vitest'
import { sourceOf } from './source.ts'

describe('sourceOf', () => {
  it.each([
    ['', {}, '', 'Direct'],
    ['www.google.com', {}, 'Google', 'Search'],
    ['www.google.co.uk', {}, 'Google', 'Search'],
    ['google.de', {}, 'Google', 'Search'],
    ['mail.google.com', {}, 'Gmail', 'Email'],
    ['gemini.google.com', {}, 'Gemini', 'AI assistants'],
    ['docs.google.com', {}, 'docs.google.com', 'Referral'],
    ['google.evil.example', {}, 'google.evil.example', 'Referral'],
    ['google.com.evil.example', {}, 'google.com.evil.example', 'Referral'],
    ['notgoogle.com', {}, 'notgoogle.com', 'Referral'],
    ['search.yahoo.com', {}, 'Yahoo', 'Search'],
    ['de.search.yahoo.com', {}, 'Yahoo', 'Search'],
    ['www.linkedin.com', {}, 'LinkedIn', 'Social'],
    ['l.facebook.com', {}, 'Facebook', 'Social'],
    ['t.co', {}, 'X', 'Social'],
    ['last.co', {}, 'last.co', 'Referral'],
    ['chatgpt.com', {}, 'ChatGPT', 'AI assistants'],
    ['www.perplexity.ai', {}, 'Perplexity', 'AI assistants'],
    ['com.google.android.gm', {}, 'Gmail', 'Email'],
    ['blog.example', {}, 'blog.example', 'Referral'],
    ['www.blog.example', {}, 'blog.example', 'Referral'],
    ['', { utm_source: 'google', utm_medium: 'cpc' }, 'Google', 'Paid'],
    ['', { utm_source: 'Facebook', utm_medium: 'paid_social' }, 'Facebook', 'Paid'],
    ['', { utm_source: 'fb' }, 'Facebook', 'Social'],
    ['', { utm_source: ' fb ' }, 'Facebook', 'Social'],
    ['', { utm_source: 'partner', utm_medium: 'affiliate' }, 'partner', 'Paid'],
    ['m.blog.example', {}, 'blog.example', 'Referral'],
    ['m.youtube.com', {}, 'YouTube', 'Social'],
    ['', { utm_source: 'chatgpt.com' }, 'ChatGPT', 'AI assistants'],
    ['', { utm_source: 'spring-letter', utm_medium: 'email' }, 'spring-letter', 'Email'],
    ['', { utm_source: 'newsletter' }, 'newsletter', 'Email'],
    ['', { utm_source: 'forum', utm_medium: 'social' }, 'forum', 'Social'],
    ['', { utm_campaign: 'spring' }, '', 'Campaign'],
    ['blog.example', { utm_source: 'partner' }, 'partner', 'Campaign'],
    ['www.google.com', { utm_source: 'partner' }, 'partner', 'Campaign'],
    ['', { utm_medium: 'adventure' }, '', 'Campaign'],
  ])('%s with %j is %s, %s', (referrer_hostname, utm, source, channel) => {
    expect(sourceOf({ referrer_hostname, utm })).toEqual({ source, channel })
  })
})
