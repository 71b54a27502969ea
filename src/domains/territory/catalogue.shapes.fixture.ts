/**
 * What a catalogue must hold to, in shapes of our own (SHACL): DCAT-AP_IT's mandatory and recommended properties, AgID's
 * list of usual mistakes, and what the shapes of DCAT-AP 1.1, 2.1.1 and 3.0.0 ask of the things that we describe. Where
 * editions differ, the Italian profile and 2.1.1 hold (docs/adr/0026). Every concept that is named has its own name and
 * list in the catalogue, so that these shapes need no list beside it.
 */
export const catalogueShapes = `
@prefix : <urn:trama:shapes#> .
@prefix adms: <http://www.w3.org/ns/adms#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcatap: <http://data.europa.eu/r5r/> .
@prefix dcatapit: <http://dati.gov.it/onto/dcatapit#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix geosparql: <http://www.opengis.net/ont/geosparql#> .
@prefix locn: <http://www.w3.org/ns/locn#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

:Catalogue a sh:NodeShape ; sh:targetClass dcat:Catalog ;
  sh:class dcatapit:Catalog ; sh:nodeKind sh:IRI ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype rdf:langString ; sh:minLength 3 ] ;
  sh:property [ sh:path dct:description ; sh:minCount 1 ; sh:datatype rdf:langString ; sh:minLength 10 ; sh:uniqueLang true ] ;
  sh:property [ sh:path dct:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ; sh:class dcatapit:Agent ; sh:class foaf:Agent ] ;
  sh:property [ sh:path dct:modified ; sh:minCount 1 ; sh:maxCount 1 ; sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:dateTime ] ) ] ;
  sh:property [ sh:path dct:issued ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:date ; sh:lessThanOrEquals dct:modified ] ;
  sh:property [ sh:path dcat:dataset ; sh:minCount 1 ; sh:nodeKind sh:IRI ; sh:class dcatapit:Dataset ; sh:class dcat:Dataset ] ;
  sh:property [ sh:path dct:language ; sh:minCount 1 ; sh:node :LanguageConcept ] ;
  sh:property [ sh:path dct:spatial ; sh:minCount 1 ; sh:nodeKind sh:IRI ; sh:class dct:Location ] ;
  sh:property [ sh:path dcat:themeTaxonomy ; sh:minCount 1 ; sh:nodeKind sh:IRI ; sh:class skos:ConceptScheme ;
    sh:hasValue <http://publications.europa.eu/resource/authority/data-theme> ] ;
  sh:property [ sh:path foaf:homepage ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ; sh:class foaf:Document ] .

:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ;
  sh:class dcatapit:Dataset ; sh:nodeKind sh:IRI ;
  sh:property [ sh:path dct:identifier ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ; sh:minLength 3 ] ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:datatype rdf:langString ; sh:minLength 3 ; sh:uniqueLang true ] ;
  sh:property [ sh:path dct:description ; sh:minCount 1 ; sh:datatype rdf:langString ; sh:minLength 10 ; sh:uniqueLang true ] ;
  sh:property [ sh:path dct:modified ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:date ] ;
  sh:property [ sh:path dct:issued ; sh:maxCount 1 ; sh:datatype xsd:date ; sh:lessThanOrEquals dct:modified ] ;
  sh:property [ sh:path dcat:theme ; sh:minCount 1 ; sh:node :ThemeConcept ] ;
  sh:property [ sh:path dct:subject ; sh:minCount 1 ; sh:nodeKind sh:IRI ; sh:class skos:Concept ; sh:pattern "^http://eurovoc\\\\.europa\\\\.eu/[0-9]+$" ] ;
  sh:property [ sh:path dct:rightsHolder ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ; sh:class dcatapit:Agent ; sh:class foaf:Agent ] ;
  sh:property [ sh:path dct:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ; sh:class dcatapit:Agent ; sh:class foaf:Agent ] ;
  sh:property [ sh:path dct:accessRights ; sh:minCount 1 ; sh:maxCount 1 ; sh:node :AccessRightConcept ] ;
  sh:property [ sh:path dct:accrualPeriodicity ; sh:minCount 1 ; sh:maxCount 1 ; sh:node :FrequencyConcept ] ;
  sh:property [ sh:path dcat:distribution ; sh:minCount 1 ; sh:nodeKind sh:IRI ; sh:class dcatapit:Distribution ; sh:class dcat:Distribution ] ;
  sh:property [ sh:path dcat:contactPoint ; sh:minCount 1 ; sh:nodeKind sh:IRI ; sh:class dcatapit:Organization ; sh:class vcard:Kind ] ;
  sh:property [ sh:path dct:language ; sh:minCount 1 ; sh:node :LanguageConcept ] ;
  sh:property [ sh:path dct:spatial ; sh:minCount 1 ; sh:nodeKind sh:IRI ; sh:class dct:Location ] ;
  sh:property [ sh:path dct:temporal ; sh:nodeKind sh:IRI ; sh:class dct:PeriodOfTime ] ;
  sh:property [ sh:path dcat:landingPage ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ; sh:class foaf:Document ] ;
  sh:property [ sh:path dct:conformsTo ; sh:nodeKind sh:IRI ; sh:class dcatapit:Standard ; sh:class dct:Standard ] ;
  sh:property [ sh:path dct:provenance ; sh:class dct:ProvenanceStatement ] ;
  sh:property [ sh:path owl:versionInfo ; sh:maxCount 1 ; sh:datatype xsd:string ; sh:pattern "^[0-9]+(\\\\.[0-9]+)*$" ] ;
  sh:property [ sh:path dcat:keyword ; sh:minCount 1 ; sh:datatype rdf:langString ; sh:minLength 2 ; sh:maxLength 100 ;
    sh:pattern "^[\\\\p{L}\\\\p{N}]([\\\\p{L}\\\\p{N} ._-]*[\\\\p{L}\\\\p{N}])?$" ; sh:flags "u" ] .

:Distribution a sh:NodeShape ; sh:targetClass dcat:Distribution ;
  sh:class dcatapit:Distribution ; sh:nodeKind sh:IRI ;
  sh:property [ sh:path dct:format ; sh:minCount 1 ; sh:maxCount 1 ; sh:node :FileTypeConcept ] ;
  sh:property [ sh:path dct:license ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ; sh:class dcatapit:LicenseDocument ; sh:class dct:LicenseDocument ] ;
  sh:property [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ; sh:class rdfs:Resource ; sh:pattern "^https?://" ] ;
  sh:property [ sh:path dcat:downloadURL ; sh:nodeKind sh:IRI ; sh:class rdfs:Resource ; sh:pattern "^https?://" ] ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:datatype rdf:langString ] ;
  sh:property [ sh:path dct:description ; sh:minCount 1 ; sh:datatype rdf:langString ] ;
  sh:property [ sh:path dct:modified ; sh:maxCount 1 ; sh:datatype xsd:date ] ;
  sh:property [ sh:path dcatap:availability ; sh:minCount 1 ; sh:maxCount 1 ; sh:node :AvailabilityConcept ] ;
  sh:property [ sh:path dcat:mediaType ; sh:maxCount 1 ; sh:class dct:MediaType ; sh:class dct:MediaTypeOrExtent ;
    sh:pattern "^https://www\\\\.iana\\\\.org/assignments/media-types/" ] .

:Agent a sh:NodeShape ; sh:targetClass foaf:Agent ;
  sh:class dcatapit:Agent ; sh:nodeKind sh:IRI ;
  sh:property [ sh:path foaf:name ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype rdf:langString ; sh:minLength 2 ] ;
  sh:property [ sh:path dct:identifier ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ; sh:pattern "^[A-Za-z0-9_-]{2,40}$" ] ;
  sh:property [ sh:path dct:type ; sh:maxCount 1 ; sh:node :PublisherTypeConcept ] .

:Publisher a sh:NodeShape ; sh:targetObjectsOf dct:publisher ;
  sh:property [ sh:path dct:type ; sh:minCount 1 ] .

:ContactPoint a sh:NodeShape ; sh:targetObjectsOf dcat:contactPoint ;
  sh:class vcard:Organization ;
  sh:property [ sh:path vcard:fn ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ; sh:minLength 2 ] ;
  sh:property [ sh:path vcard:hasEmail ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ; sh:class vcard:Email ; sh:pattern "^mailto:[^@ ]+@[^@ ]+$" ] ;
  sh:property [ sh:path vcard:hasTelephone ; sh:maxCount 1 ; sh:nodeKind sh:IRI ; sh:class vcard:TelephoneType ; sh:pattern "^tel:\\\\+?[0-9]+$" ] ;
  sh:property [ sh:path vcard:hasURL ; sh:maxCount 1 ; sh:nodeKind sh:IRI ; sh:pattern "^https?://" ] .

:Telephone a sh:NodeShape ; sh:targetClass vcard:TelephoneType ;
  sh:property [ sh:path vcard:value ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] .

:Licence a sh:NodeShape ; sh:targetClass dct:LicenseDocument ;
  sh:class dcatapit:LicenseDocument ; sh:nodeKind sh:IRI ;
  sh:pattern "^https://w3id\\\\.org/italia/controlled-vocabulary/licences/(A|B)[0-9]" ;
  sh:property [ sh:path foaf:name ; sh:minCount 1 ; sh:datatype rdf:langString ; sh:uniqueLang true ] ;
  sh:property [ sh:path owl:versionInfo ; sh:maxCount 1 ; sh:datatype xsd:string ] ;
  sh:property [ sh:path dct:type ; sh:minCount 1 ; sh:maxCount 1 ; sh:node :LicenceTypeConcept ;
    sh:in ( <http://purl.org/adms/licencetype/PublicDomain> <http://purl.org/adms/licencetype/Attribution>
      <http://purl.org/adms/licencetype/ViralEffect-ShareAlike> <http://purl.org/adms/licencetype/NonCommercialUseOnly>
      <http://purl.org/adms/licencetype/NoDerivativeWork> ) ] .

:Period a sh:NodeShape ; sh:targetClass dct:PeriodOfTime ;
  sh:nodeKind sh:IRI ;
  sh:property [ sh:path dcatapit:startDate ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:date ; sh:lessThanOrEquals dcatapit:endDate ] ;
  sh:property [ sh:path dcatapit:endDate ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:date ] ;
  sh:property [ sh:path schema:startDate ; sh:equals dcatapit:startDate ] ;
  sh:property [ sh:path schema:endDate ; sh:equals dcatapit:endDate ] ;
  sh:property [ sh:path dcat:startDate ; sh:equals dcatapit:startDate ] ;
  sh:property [ sh:path dcat:endDate ; sh:equals dcatapit:endDate ] .

:Place a sh:NodeShape ; sh:targetClass dct:Location ;
  sh:nodeKind sh:IRI ;
  sh:property [ sh:path locn:geographicName ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype rdf:langString ] ;
  sh:property [ sh:path dcat:bbox ; sh:maxCount 1 ; sh:datatype geosparql:wktLiteral ; sh:pattern "^POLYGON\\\\(\\\\((-?[0-9.]+ -?[0-9.]+(, |\\\\)\\\\)$)){5}" ] ;
  sh:property [ sh:path dcat:centroid ; sh:maxCount 1 ; sh:datatype geosparql:wktLiteral ; sh:pattern "^POINT\\\\(-?[0-9.]+ -?[0-9.]+\\\\)$" ] ;
  sh:or (
    [ sh:property [ sh:path dcat:bbox ; sh:minCount 1 ] ; sh:property [ sh:path dcat:centroid ; sh:minCount 1 ] ]
    [ sh:property [ sh:path dcat:bbox ; sh:maxCount 0 ] ; sh:property [ sh:path dcat:centroid ; sh:maxCount 0 ] ] ) ;
  sh:or (
    [ sh:property [ sh:path dcatapit:geographicalIdentifier ; sh:minCount 1 ; sh:datatype xsd:anyURI ] ]
    [ sh:property [ sh:path dct:hasPart ; sh:minCount 1 ; sh:class dct:Location ] ] ) .

:Standard a sh:NodeShape ; sh:targetClass dct:Standard ;
  sh:nodeKind sh:IRI ;
  sh:property [ sh:path dct:identifier ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:datatype rdf:langString ] .

:Concept a sh:NodeShape ; sh:targetClass skos:Concept ;
  sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ; sh:datatype rdf:langString ; sh:uniqueLang true ] .

:Scheme a sh:NodeShape ; sh:targetClass skos:ConceptScheme ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:datatype rdf:langString ] .

# A concept of a controlled list is of the list, and the list is described.
:Listed a sh:NodeShape ; sh:nodeKind sh:IRI ; sh:class skos:Concept ;
  sh:property [ sh:path skos:inScheme ; sh:minCount 1 ; sh:nodeKind sh:IRI ; sh:class skos:ConceptScheme ] .
:ThemeConcept a sh:NodeShape ; sh:node :Listed ;
  sh:pattern "^http://publications\\\\.europa\\\\.eu/resource/authority/data-theme/(AGRI|ECON|EDUC|ENER|ENVI|GOVE|HEAL|INTR|JUST|REGI|SOCI|TECH|TRAN)$" ;
  sh:property [ sh:path skos:inScheme ; sh:hasValue <http://publications.europa.eu/resource/authority/data-theme> ] .
:LanguageConcept a sh:NodeShape ; sh:node :Listed ; sh:class dct:LinguisticSystem ;
  sh:pattern "^http://publications\\\\.europa\\\\.eu/resource/authority/language/[A-Z]{3}$" ;
  sh:property [ sh:path skos:inScheme ; sh:hasValue <http://publications.europa.eu/resource/authority/language> ] .
:FrequencyConcept a sh:NodeShape ; sh:node :Listed ; sh:class dct:Frequency ;
  sh:pattern "^http://publications\\\\.europa\\\\.eu/resource/authority/frequency/[A-Z0-9_]+$" ;
  sh:property [ sh:path skos:inScheme ; sh:hasValue <http://publications.europa.eu/resource/authority/frequency> ] .
:FileTypeConcept a sh:NodeShape ; sh:node :Listed ; sh:class dct:MediaTypeOrExtent ;
  sh:pattern "^http://publications\\\\.europa\\\\.eu/resource/authority/file-type/[A-Z0-9_]+$" ;
  sh:property [ sh:path skos:inScheme ; sh:hasValue <http://publications.europa.eu/resource/authority/file-type> ] .
:AvailabilityConcept a sh:NodeShape ; sh:node :Listed ;
  sh:property [ sh:path skos:inScheme ; sh:hasValue <http://publications.europa.eu/resource/authority/planned-availability> ] .
:AccessRightConcept a sh:NodeShape ; sh:node :Listed ; sh:class dct:RightsStatement ;
  sh:property [ sh:path skos:inScheme ; sh:hasValue <http://publications.europa.eu/resource/authority/access-right> ] .
:LicenceTypeConcept a sh:NodeShape ; sh:node :Listed ;
  sh:property [ sh:path skos:inScheme ; sh:hasValue <http://purl.org/adms/licencetype/1.0> ] .
:PublisherTypeConcept a sh:NodeShape ; sh:node :Listed ;
  sh:property [ sh:path skos:inScheme ; sh:hasValue <http://purl.org/adms/publishertype/1.0> ] .

# The mistake that AgID meets most: one address for two things.
:AgentApart a sh:NodeShape ; sh:targetClass foaf:Agent ;
  sh:not [ sh:class vcard:Kind ] , [ sh:class foaf:Document ] , [ sh:class dcat:Catalog ] .
:DatasetApart a sh:NodeShape ; sh:targetClass dcat:Dataset ;
  sh:not [ sh:class dcat:Catalog ] , [ sh:class dcat:Distribution ] , [ sh:class foaf:Document ] .
:DistributionApart a sh:NodeShape ; sh:targetClass dcat:Distribution ;
  sh:not [ sh:class foaf:Document ] , [ sh:class rdfs:Resource ] .

# AgID's guide: no text has tags of HTML in it.
:Text a sh:NodeShape ; sh:targetSubjectsOf dct:title ;
  sh:property [ sh:path dct:title ; sh:not [ sh:pattern "</?[a-zA-Z]" ] ] ;
  sh:property [ sh:path dct:description ; sh:not [ sh:pattern "</?[a-zA-Z]" ] ] .
`;
