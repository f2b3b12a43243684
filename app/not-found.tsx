import { missingMetadata, NotFoundMain } from '@/components/missing-page'

export const generateMetadata = missingMetadata

export default NotFoundMain
